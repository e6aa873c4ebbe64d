import JSONCore

/// What an account shows besides its password: codes of an authenticator, or one of a few codes for when it is lost.
struct SecondFactor: Sendable {
    enum Fault: Error {
        case wrongCode
        /// The code has as many characters as one should, but some are none of ASCII.
        case foreignCode
    }

    let uuid: String
    /// What the account shares with its authenticator.
    let key: [UInt8]
    /// When the first code was shown; nil before.
    private(set) var confirmedAt: Timestamp?
    private(set) var lastUsedAt: Timestamp?
    /// The last step whose code was used, which cannot be used again.
    private var lastStep: Int64?
    /// The codes for when the authenticator is lost; each works once.
    private(set) var recoveryCodes: [String] = []

    var isEnabled: Bool { confirmedAt != nil }

    init(_ surroundings: Surroundings) {
        uuid = surroundings.uuid()
        key = surroundings.randomBytes(32)
    }

    /// Begins to ask for codes if this is the right one.
    mutating func confirm(_ code: String, _ surroundings: Surroundings) throws(Fault) {
        let now = surroundings.now()
        lastStep = try step(of: code, at: now)
        (confirmedAt, lastUsedAt) = (now, now)
        renewRecoveryCodes(surroundings)
    }

    mutating func renewRecoveryCodes(_ surroundings: Surroundings) {
        let alphabet = Array("ABCDEFGHJKLMNPQRSTUVWXYZ23456789".utf8)
        recoveryCodes = (0..<4).map { _ in
            let letters = surroundings.randomBytes(20).map { alphabet[Int($0) % alphabet.count] }
            let groups = stride(from: 0, to: 20, by: 5).map { String(decoding: letters[$0..<($0 + 5)], as: UTF8.self) }
            return groups.joined(separator: "-")
        }
    }

    /// Uses up a code.
    mutating func use(_ code: String, allowsRecovery: Bool = true, at now: Timestamp) throws(Fault) {
        do throws(Fault) {
            lastStep = try step(of: code, at: now)
            lastUsedAt = now
        } catch {
            let plain = Self.plain(code)
            guard error == .wrongCode, allowsRecovery, plain.count >= 16,
                let place = recoveryCodes.firstIndex(where: { Self.plain($0) == plain })
            else { throw error }
            recoveryCodes.remove(at: place)
        }
    }

    /// The step of a code; an authenticator's clock may be a step early or late.
    private func step(of code: String, at now: Timestamp) throws(Fault) -> Int64 {
        let plain = Self.plain(code)
        guard plain.count == OneTimePassword.digits else { throw .wrongCode }
        let current = now.secondsSince1970 / OneTimePassword.period
        for step in [current, current - 1, current + 1] where lastStep.map({ step > $0 }) ?? true {
            guard plain.allSatisfy(\.isASCII) else { throw .foreignCode }
            if String(String.UnicodeScalarView(plain)) == OneTimePassword.code(key, step: step) { return step }
        }
        throw .wrongCode
    }

    /// The letters and digits of a code.
    private static func plain(_ code: String) -> [Unicode.Scalar] {
        code.uppercased().unicodeScalars.filter { $0.properties.isAlphabetic || $0.properties.numericType != nil }
    }
}

extension SecondFactor {
    var snapshot: JSONValue {
        [
            "uuid": .string(uuid), "key": .string(Base64URL.encode(key)),
            "confirmed_at": confirmedAt.map { .integer($0.microseconds) } ?? .null,
            "last_used_at": lastUsedAt.map { .integer($0.microseconds) } ?? .null,
            "last_step": lastStep.map(JSONValue.integer) ?? .null,
            "recovery_codes": .array(recoveryCodes.map(JSONValue.string)),
        ]
    }

    init(_ reader: SnapshotReader) throws(MockInputError) {
        func time(_ name: String) -> Timestamp? {
            reader.value[name]?.integerValue.map(Timestamp.init(microseconds:))
        }
        uuid = try reader.text("uuid")
        guard let key = Base64URL.decode(try reader.text("key")) else {
            throw MockInputError("'key' of a second factor must be base64")
        }
        self.key = key
        (confirmedAt, lastUsedAt) = (time("confirmed_at"), time("last_used_at"))
        lastStep = reader.value["last_step"]?.integerValue
        recoveryCodes = try reader.array("recovery_codes").compactMap(\.stringValue)
    }
}
