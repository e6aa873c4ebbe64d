import Foundation
import JSONCore

/// What a release hides of records from readers who may not see secrets: it replaces values by `***`, chosen by their
/// names.
struct SecretMask: Sendable {
    private let names: Set<String>
    private let words: Set<String>
    private let masksManyKeys: Bool

    /// For models, providers, pipelines and knowledge bases.
    static let records = SecretMask(
        names: common.union([
            "api_keys", "apikeys", "header_value", "webhook_url",
        ]),
        words: secretWords.union(["apikey"]),
        masksManyKeys: true
    )

    /// For MCP servers.
    static let servers = SecretMask(names: common, words: secretWords, masksManyKeys: false)

    private static let common: Set<String> = [
        "api_key", "apikey", "auth", "authorization", "cookie", "credentials", "database_url", "dsn", "key",
        "proxy_authorization", "set_cookie",
    ]
    private static let secretWords: Set<String> = [
        "credential", "credentials", "passwd", "password", "secret", "token",
    ]
    private static let qualifiers: Set<String> = [
        "access", "api", "auth", "bearer", "client", "debug", "encryption", "private", "signing",
    ]
    private static let addressNames: Set<String> = [
        "code", "credential", "credentials", "password", "passwd", "sig", "signature",
    ]
    private static let mask = "***"

    /// The value with its secrets replaced.
    func hiding(_ value: JSONValue) -> JSONValue {
        switch value {
        case .array(let parts): .array(parts.map(hiding))
        case .object(let members):
            .object(
                JSONObject(
                    members.map { name, value in
                        if isSecret(name) { return (name, Self.masked(value)) }
                        return (name, Self.isAddress(name) ? hidingAddresses(value) : hiding(value))
                    }
                )
            )
        default: value
        }
    }

    /// The value with every leaf replaced that is not empty.
    static func masked(_ value: JSONValue) -> JSONValue {
        switch value {
        case .array(let parts): .array(parts.map(masked))
        case .object(let members): .object(JSONObject(members.map { ($0.name, masked($0.value)) }))
        case .null, .string(""): value
        default: .string(mask)
        }
    }

    /// The words of a name in lower case, with underscores between them.
    private static func normalized(_ name: String) -> String {
        var text = ""
        var wasSmall = false
        for character in name {
            guard character.isASCII, character.isLetter || character.isNumber else {
                if !text.isEmpty, !text.hasSuffix("_") { text.append("_") }
                wasSmall = false
                continue
            }
            if wasSmall, character.isUppercase { text.append("_") }
            text.append(contentsOf: character.lowercased())
            wasSmall = character.isLowercase || character.isNumber
        }
        return text.hasSuffix("_") ? String(text.dropLast()) : text
    }

    private func isSecret(_ name: String) -> Bool {
        let name = Self.normalized(name)
        if names.contains(name) { return true }
        let parts = Set(name.split(separator: "_").map(String.init))
        if !parts.isDisjoint(with: words) { return true }
        let isKey = parts.contains("key") || masksManyKeys && parts.contains("keys")
        return isKey && !parts.isDisjoint(with: Self.qualifiers)
    }

    private static func isAddress(_ name: String) -> Bool {
        let name = normalized(name)
        return name == "url" || name.hasSuffix("_url")
    }

    private func hidingAddresses(_ value: JSONValue) -> JSONValue {
        switch value {
        case .string(let text): .string(hidden(text))
        case .array(let parts): .array(parts.map(hidingAddresses))
        default: value
        }
    }

    /// A URL without its password and the secrets of its query.
    private func hidden(_ address: String) -> String {
        let parts = address.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        let halves = (parts.first ?? "").split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        var text = String(halves.first ?? "")
        if let start = text.range(of: "://")?.upperBound {
            let end = text[start...].firstIndex(of: "/") ?? text.endIndex
            if let at = text[start..<end].lastIndex(of: "@") {
                text.replaceSubrange(start..<at, with: Self.mask)
            }
        }
        if halves.count > 1 {
            let pairs = halves[1].split(separator: "&").map { pair -> String in
                let members = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                guard members.count == 2, !members[1].isEmpty, isSecretParameter(String(members[0])) else {
                    return String(pair)
                }
                return "\(members[0])=\(Self.mask)"
            }
            if !pairs.isEmpty { text += "?" + pairs.joined(separator: "&") }
        }
        return parts.count > 1 ? "\(text)#\(parts[1])" : text
    }

    private func isSecretParameter(_ name: String) -> Bool {
        let plain = Self.normalized(name)
        return Self.records.isSecret(name) || Self.addressNames.contains(plain) || plain.hasSuffix("_sig")
            || plain.hasSuffix("_signature")
    }
}
