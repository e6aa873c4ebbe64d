import Foundation

/// What a name says of the value under it.
package enum NameSensitivity: UInt8, Sendable {
    /// Nothing.
    case ordinary
    /// The value is known to be no secret, also inside configuration.
    case harmless
    /// The value is not a secret where the API itself chose the name; inside configuration its text may be one.
    case telling
    /// The same, and a secret inside configuration and as a parameter of an address: a `code` that is exchanged for more.
    case code
    /// The value is a secret.
    case secret
    /// The value is free configuration, in which secrets stand under names that nobody has listed.
    case configuration
    /// The value is a map or list whose names are chosen by whoever fills it.
    case opaque
}

extension NameSensitivity {
    /// Judges a name in any spelling: `api-key`, `apiKey`, `API_KEY` and `X-Api-Key` are one name.
    package init(_ name: some Sequence<UInt8>) {
        let name = Array(name.prefix(Words.lengthLimit))
        self = Judgements.shared.of(name) { Self(judging: name) }
    }

    private init(judging name: [UInt8]) {
        let words = Words(name)
        let whole = words.joined
        if let known = Self.wholeNames[whole] {
            self = known
        } else if words.last == "uuid" {
            self = .telling
        } else if Self.isSecret(words) {
            self = .secret
        } else if Self.configurationWords.contains(words.last) {
            self = .configuration
        } else {
            self = .ordinary
        }
    }

    /// The names of which nothing but the whole tells.
    private static let wholeNames: [String: NameSensitivity] = {
        var names: [String: NameSensitivity] = ["code": .code, "qrcodedataurl": .secret]
        for name in configurations { names[name] = .configuration }
        for name in opaqueMaps { names[name] = .opaque }
        for name in harmlessNames { names[name] = .harmless }
        for name in tellingNames { names[name] = .telling }
        return names
    }()

    private static func isSecret(_ words: Words) -> Bool {
        let last = words.last
        guard !last.isEmpty, !aspects.contains(last) else { return false }
        if last.hasSuffix("key") || last.hasSuffix("pwd") || last.hasSuffix("pass") {
            return !wordsWithKey.contains(last)
        }
        return finalWords.contains(last) || words.contains(where: anyWords.contains) || holdsStem(words.letters)
    }

    private static func holdsStem(_ name: [UInt8]) -> Bool {
        for start in name.indices {
            for stem in stems[Int(name[start])] where name[start...].starts(with: stem) { return true }
        }
        return false
    }

    /// Whether a number under a secret name is a count, such as `prompt_tokens`, and so no secret.
    static func countsTokens(_ name: some Sequence<UInt8>) -> Bool {
        Words(Array(name)).contains { $0 == "tokens" }
    }

    /// Whether a text stands for a secret that somebody has still to fill in, such as `your-api-key` and `sk-...`.
    static func isPlaceholder(_ text: some Sequence<UInt8>) -> Bool {
        let text = Array(text)
        let words = Words(text)
        return text.suffix(3).elementsEqual("...".utf8) || words.first == "your" || placeholders.contains(words.joined)
    }

    private static let configurations: Set<String> = [
        "adapterruntimevalues", "extra", "extraargs",
    ]

    /// Last words of the names of configuration, such as `adapter_config` and `retrieval_settings`.
    private static let configurationWords: Set<String> = [
        "conf", "config", "configs", "configuration", "configurations", "setting", "settings",
    ]

    private static let opaqueMaps: Set<String> = [
        "args", "argv", "env", "environ", "environment", "headers", "httpheaders",
    ]

    /// Parts of a name that make it secret wherever they stand in it, by their first bytes.
    private static let stems: [[[UInt8]]] = {
        let stems = [
            "accesskey", "adminkey", "aeskey", "apikey", "authcode", "authkey", "authorization", "backupcode",
            "connectionstring", "cookie", "credential", "devicecode", "encryptkey", "headervalue", "otpauth",
            "passcode", "passphrase", "passwd", "password", "privatekey", "qrcodedata", "recoverycode", "secret",
            "signingkey",
            "token", "verificationcode",
        ].map { Array($0.utf8) }
        return (0...255).map { byte in stems.filter { $0[0] == UInt8(byte) } }
    }()

    /// Words that make a name secret wherever they stand in it.
    private static let anyWords: Set<String> = [
        "aes", "auth", "bearer", "cvv", "dsn", "jwt", "otp", "pass", "pat", "psk", "pw", "pwd", "sas", "totp",
    ]

    /// Words that make a name secret as its last one.
    private static let finalWords: Set<String> = ["key", "keys", "pin", "salt", "sid", "sig", "sign", "signature"]

    /// Words that end like those and are no secrets.
    private static let wordsWithKey: Set<String> = [
        "bypass", "compass", "donkey", "hockey", "hotkey", "jockey", "monkey", "turkey", "whiskey",
    ]

    /// Last words that tell something about a secret and not the secret.
    private static let aspects: Set<String> = [
        "alg", "algorithm", "at", "available", "budget", "cost", "count", "counts", "details", "enabled", "error",
        "errors", "exists", "expired", "expires", "expiry", "format", "invalid", "length", "limit", "limits", "max",
        "method", "methods", "min", "missing", "mode", "name", "names", "policy", "price", "provider", "required",
        "scheme", "set", "size", "status", "supported", "template", "total", "ttl", "type", "types", "url", "usage",
        "used", "version",
    ]

    private static let harmlessNames: Set<String> = [
        "abilities", "ability", "adapter", "count", "edition", "emoji", "enable", "enabled", "extension", "isactive",
        "isdefault", "kind", "language", "level", "limit", "locale", "maxtokens", "method", "mode", "model",
        "modeltype", "name", "offset", "operation", "outputkey", "page", "pagesize", "permission", "permissions",
        "port", "priority", "releasenumber", "requester", "role", "runner", "scope", "scopes", "sortby", "sortorder",
        "status", "statuscode", "success", "temperature", "timeout", "timezone", "total", "type", "version",
    ]

    private static let tellingNames: Set<String> = [
        "apikeyid", "createdat", "date", "detail", "error", "errorcode", "expiresat", "id", "idempotencykey",
        "message", "msg", "reason", "requestid", "secwebsocketaccept", "secwebsocketkey", "state", "taskid", "time",
        "timestamp", "updatedat",
    ]

    private static let placeholders: Set<String> = [
        "apikey", "authorization", "basic", "bearer", "boolean", "cookie", "default", "disabled", "enabled", "integer",
        "number", "object", "optional", "password", "required", "secret", "string", "token", "undefined",
    ]
}

/// What was found of names: documents have few, and repeat them.
private final class Judgements: @unchecked Sendable {
    static let shared = Judgements()
    private static let limit = 4096

    /// Guards `known`, which is why this is Sendable.
    private let lock = NSLock()
    private var known: [[UInt8]: NameSensitivity] = [:]

    func of(_ name: [UInt8], judge: () -> NameSensitivity) -> NameSensitivity {
        if let known = lock.withLock({ known[name] }) { return known }
        let judgement = judge()
        lock.withLock { if known.count < Self.limit { known[name] = judgement } }
        return judgement
    }
}

/// The words of a name, in lower case.
private struct Words {
    static let lengthLimit = 128

    /// The words without what separates them.
    private(set) var letters: [UInt8] = []
    /// Where each word ends in them.
    private var ends: [Int] = []

    /// Splits at whatever is neither letter nor digit and where the case tells that a word begins: `EncodingAESKey` is
    /// `encoding`, `aes`, `key`.
    init(_ name: [UInt8]) {
        let count = min(name.count, Self.lengthLimit)
        letters.reserveCapacity(count)
        var previous: UInt8 = 0
        for index in 0..<count {
            let byte = name[index]
            if !byte.isNameLetter {
                end()
            } else {
                if byte.isUppercase {
                    let precedesSmall = index + 1 < count && name[index + 1].isLowercase
                    if previous.isLowercase || previous.isUppercase && precedesSmall { end() }
                }
                letters.append(byte.lowercased)
            }
            previous = byte
        }
        end()
        // The second of several keys is `key2` or `key_2`.
        while ends.count > 1, letters[start(of: ends.count - 1)...].allSatisfy(\.isDigit) {
            ends.removeLast()
            letters.removeLast(letters.count - ends[ends.count - 1])
        }
        guard let start = ends.indices.last.map(start), letters[start...].contains(where: { !$0.isDigit }) else {
            return
        }
        while letters[letters.count - 1].isDigit { letters.removeLast() }
        ends[ends.count - 1] = letters.count
    }

    private mutating func end() {
        if letters.count > ends.last ?? 0 { ends.append(letters.count) }
    }

    private func start(of word: Int) -> Int { word == 0 ? 0 : ends[word - 1] }

    private func word(_ number: Int) -> String {
        String(decoding: letters[start(of: number)..<ends[number]], as: UTF8.self)
    }

    var joined: String { String(decoding: letters, as: UTF8.self) }
    /// Empty where there are no words.
    var first: String { ends.isEmpty ? "" : word(0) }
    /// Empty where there are no words.
    var last: String { ends.isEmpty ? "" : word(ends.count - 1) }

    func contains(where test: (String) -> Bool) -> Bool { ends.indices.contains { test(word($0)) } }
}

extension UInt8 {
    /// A letter, a digit, or part of a letter beyond ASCII.
    var isNameLetter: Bool { isLetterOrDigit || self >= 0x80 }

    var isLetterOrDigit: Bool {
        isDigit || isUppercase || isLowercase
    }

    // Comparisons, since a range's `contains` is a generic call for every byte in debug builds.
    var isDigit: Bool { self >= 0x30 && self <= 0x39 }

    var isUppercase: Bool { self >= 0x41 && self <= 0x5A }

    var isLowercase: Bool { self >= 0x61 && self <= 0x7A }

    var isSpace: Bool { self == 0x20 || self >= 0x09 && self <= 0x0D }

    var lowercased: UInt8 { isUppercase ? self | 0x20 : self }
}
