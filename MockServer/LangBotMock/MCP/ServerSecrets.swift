import JSONCore

/// The secrets in the configuration of MCP servers: in members with such names, and in addresses.
enum ServerSecrets {
    private static let mask = "***"
    private static let queryNames: Set = [
        "code", "credential", "credentials", "password", "passwd", "sig", "signature",
    ]

    /// The record with every secret masked.
    static func masked(_ record: JSONObject) -> JSONObject {
        PluginSecrets.masked(withoutAddressSecrets(.object(record))).objectValue ?? record
    }

    /// The members with the present secrets in the places of masks.
    static func restored(_ members: JSONObject, from record: JSONObject) throws(DomainError) -> JSONObject {
        let addresses = withAddressSecrets(.object(members), from: .object(record))
        do {
            return try PluginSecrets.restored(addresses, from: .object(record)).objectValue ?? members
        } catch {
            throw .invalid("Masked MCP secret has no existing value")
        }
    }

    private static func isAddress(_ name: String) -> Bool {
        let name = name.lowercased()
        return name == "url" || name.hasSuffix("_url")
    }

    private static func withoutAddressSecrets(_ value: JSONValue) -> JSONValue {
        switch value {
        case .object(let members):
            .object(
                JSONObject(
                    members.map { name, member in
                        guard isAddress(name), let text = member.stringValue else {
                            return (name, withoutAddressSecrets(member))
                        }
                        return (name, .string(masked(address: text)))
                    }
                )
            )
        case .array(let items): .array(items.map(withoutAddressSecrets))
        default: value
        }
    }

    private static func withAddressSecrets(_ value: JSONValue, from present: JSONValue?) -> JSONValue {
        guard let members = value.objectValue else { return value }
        return .object(
            JSONObject(
                members.map { name, member in
                    let current = present?[name]
                    guard isAddress(name), let text = current?.stringValue, let current else {
                        return (name, withAddressSecrets(member, from: current))
                    }
                    return (name, member == .string(masked(address: text)) ? current : member)
                }
            )
        )
    }

    /// An address without name and password, and without the values of secret parameters.
    private static func masked(address: String) -> String {
        let rest = address.firstIndex(of: "#") ?? address.endIndex
        let start = address.firstRange(of: "://")?.upperBound ?? address.startIndex
        let query = address[..<rest].firstIndex(of: "?") ?? rest
        var place = address[start..<query]
        let end = place.firstIndex(of: "/") ?? place.endIndex
        if let mark = place[..<end].lastIndex(of: "@") { place = Substring(mask + place[mark...]) }
        let parameters = address[query..<rest].dropFirst().split(separator: "&", omittingEmptySubsequences: false)
        let masked = parameters.map { parameter -> Substring in
            let parts = parameter.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, !parts[1].isEmpty, isSecret(parts[0].lowercased()) else { return parameter }
            return "\(parts[0])=\(mask)"
        }
        let all = query == rest ? "" : "?" + masked.joined(separator: "&")
        return String(address[..<start]) + place + all + address[rest...]
    }

    private static func isSecret(_ name: String) -> Bool {
        PluginSecrets.isSecret(name) || queryNames.contains(name) || name.hasSuffix("_sig")
            || name.hasSuffix("_signature")
    }
}
