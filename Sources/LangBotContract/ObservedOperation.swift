/// One operation as the releases have it: a row of the observed contract.
///
/// The rows were read from the routes that each release registers; what they answer was seen on the releases.
package struct ObservedOperation: Hashable, Sendable, Identifiable {
    /// What holds of an operation from a release on, until the next change.
    package struct Change: Hashable, Sendable {
        package let release: Release
        /// The credentials that are accepted, or nil where the operation is gone.
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
    /// What changed when, oldest first.
    package let history: [Change]
    /// What a key with scopes must be allowed, since 4.10.
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

    /// The credentials that a release accepts, or nil where it does not have the operation.
    package func credentials(in release: Release) -> CredentialPolicy? {
        history.last { $0.release <= release }?.credentials
    }
}

extension Contract {
    /// The operations of all releases; one whose path changed has a row for each path.
    package static let observed: [ObservedOperation] =
        observedModels + observedBots + observedPipelines + observedKnowledge + observedMCPServers + observedPlugins
        + observedSkills + observedAgents + observedSystem + observedAccount

    /// The operations that a release has.
    package static func operations(of release: Release) -> [ObservedOperation] {
        observed.filter { $0.credentials(in: release) != nil }
    }
}

extension ObservedOperation: CustomStringConvertible {
    package var description: String { "\(id) (\(method.rawValue) \(path))" }
}
