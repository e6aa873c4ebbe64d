/// Since when servers have an operation, and since when they take an API key for it.
///
/// Eight releases have been looked at. Between the last that lacks something and the first that has it, and before the
/// oldest of them, nobody knows; there the server is asked.
struct OperationAvailability: Hashable, Sendable {
    /// The newest release that is known not to have the operation; nil when all have it.
    var absentThrough: ServerRelease?
    /// The newest release that is known to have it for signed-in users alone; nil when there is none.
    var closedToKeysThrough: ServerRelease?
    /// Whether it takes an API key and nothing else.
    var isForKeysAlone = false

    /// Whether every known release has it and takes any credential that the operation takes at all.
    var isUniversal: Bool { absentThrough == nil && closedToKeysThrough == nil }

    /// Why a release cannot do it with that kind of credential; nil when nothing speaks against it.
    func objection(_ release: ServerRelease, _ kind: AppliedCredential.Kind) -> String? {
        guard release >= .oldestKnown else { return nil }
        if let absentThrough, release <= absentThrough {
            return "LangBot \(release) does not have it"
        }
        if kind == .apiKey, let closedToKeysThrough, release <= closedToKeysThrough {
            return "LangBot \(release) takes no API key for it; sign in and use a user's token"
        }
        return nil
    }
}

extension OperationAvailability {
    static func of(_ operation: OperationName) -> OperationAvailability? { table[operation] }
}
