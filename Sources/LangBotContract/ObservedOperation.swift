/// An operation in the releases: a row of the observed contract.
///
/// The rows come from the routes that each release registers; their answers were recorded from running releases.
package struct ObservedOperation: Hashable, Sendable, Identifiable {
    /// A change to an operation, which holds from its release until the next change.
    package struct Change: Hashable, Sendable {
        package let release: Release
        /// The accepted credentials, or nil if the operation was removed.
        package let credentials: CredentialPolicy?

        package static func open(_ release: Release) -> Change { Change(release: release, credentials: .open) }
        package static func userToken(_ release: Release) -> Change {
            Change(release: release, credentials: .userToken)
        }
        package static func apiKey(_ release: Release) -> Change { Change(release: release, credentials: .apiKey) }
        package static func either(_ release: Release) -> Change {
            Change(release: release, credentials: .userTokenOrAPIKey)
        }
        package static func gone(_ release: Release) -> Change { Change(release: release, credentials: nil) }
    }

    package let id: OperationID
    package let method: Operation.Method
    package let path: PathTemplate
    /// The changes, oldest first.
    package let history: [Change]
    /// The permission that a key with scopes needs, since 4.10.
    package let permission: Permission?

    init(
        _ id: OperationID,
        _ method: Operation.Method,
        _ path: PathTemplate,
        _ history: [Change],
        _ permission: Permission? = nil
    ) {
        self.id = id
        self.method = method
        self.path = path
        self.history = history
        self.permission = permission
    }

    /// The credentials that a release accepts, or nil if it does not have the operation.
    package func credentials(in release: Release) -> CredentialPolicy? {
        history.last { $0.release <= release }?.credentials
    }
}

extension Contract {
    /// The operations of all releases, with a row for each path if the path changed.
    package static let observed: [ObservedOperation] =
        observedModels + observedBots + observedPipelines + observedKnowledge + observedMCPServers + observedPlugins
        + observedSkills + observedAgents + observedSystem + observedAccount

    /// The operations of a release.
    package static func operations(of release: Release) -> [ObservedOperation] {
        observed.filter { $0.credentials(in: release) != nil }
    }
}

extension ObservedOperation: CustomStringConvertible {
    package var description: String { "\(id) (\(method.rawValue) \(path))" }
}
