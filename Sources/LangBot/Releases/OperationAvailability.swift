/// The releases that have an operation, and those that accept an API key for it.
///
/// The data comes from eight releases. For releases between the last one without and the first one with an operation,
/// and before the oldest, the request is sent and the server decides.
struct OperationAvailability: Hashable, Sendable {
    /// The newest release known to lack the operation; nil if all have it.
    var absentThrough: ServerRelease?
    /// The oldest release known to have dropped the operation; nil if the newest has it.
    var goneSince: ServerRelease?
    /// The newest release known to require a user token; nil if there is none.
    var closedToKeysThrough: ServerRelease?
    /// Whether it accepts API keys only.
    var isForKeysAlone = false
    /// Whether it accepts users' tokens only.
    var isForUsersAlone = false

    /// Whether every known release has it and accepts every credential that the operation accepts at all.
    var isUniversal: Bool {
        absentThrough == nil && goneSince == nil && closedToKeysThrough == nil
    }

    /// Why a release cannot perform it with this kind of credential; nil if it can.
    func objection(_ release: ServerRelease, _ kind: AppliedCredential.Kind) -> String? {
        guard release >= .oldestKnown else { return nil }
        if let absentThrough, release <= absentThrough {
            return "LangBot \(release) lacks this operation; use a later release"
        }
        if let goneSince, release >= goneSince { return "LangBot \(release) no longer has this operation" }
        if kind == .apiKey, let closedToKeysThrough, release <= closedToKeysThrough {
            return "LangBot \(release) accepts no API key for this operation; sign in and use a user token"
        }
        return nil
    }
}

extension OperationAvailability {
    static func of(_ operation: OperationName) -> OperationAvailability? { table[operation] }
}
