/// Moves pipelines whose runner was part of LangBot to runners that are plugins; since 4.11.
///
/// Requires a user token.
///
/// Source: `/api/v1/pipelines/_/migration`.
public struct PipelineMigrations: ResourceGroup {
    public let client: LangBotClient

    public init(client: LangBotClient) { self.client = client }

    /// Returns what would happen to each pipeline.
    public func preview() async throws -> [PipelineMigration] {
        let operation = APIOperation("pipeline.migration.preview", .get, "pipelines/_/migration/preview")
        return try await core.answer(to: operation).list("items")
    }

    /// Migrates some pipelines as previewed, and returns the task that does it.
    ///
    /// - Parameter migrations: Up to 50, whose state is `.ready`.
    /// - Throws: `LangBotError` with the code `.conflict` if a pipeline has changed since, `.invalidRequest` if one of
    ///   them is not ready.
    public func execute(_ migrations: [PipelineMigration]) async throws -> ServerTask.ID {
        let items = migrations.map { migration -> JSONValue in
            [
                "pipeline_uuid": .string(migration.id.rawValue),
                "preview_token": JSONValue(migration.previewToken) ?? .null,
            ]
        }
        return try await execute(["confirmed": true, "items": .array(items)])
    }

    /// Migrates every pipeline that can be, and returns the task that does it.
    ///
    /// - Parameter installsPlugins: Whether the server installs the plugins that are missing; otherwise it changes the
    ///   configurations only.
    public func executeAll(installsPlugins: Bool) async throws -> ServerTask.ID {
        try await execute(["confirmed": true, "all": true, "install_plugins": .bool(installsPlugins)])
    }

    private func execute(_ body: JSONValue) async throws -> ServerTask.ID {
        let operation = APIOperation(
            "pipeline.migration.execute",
            .post,
            "pipelines/_/migration/execute",
            body: .json(body)
        )
        return try await core.task(operation)
    }
}

/// What would happen to a pipeline, since 4.11.
public struct PipelineMigration: ServerObject, Identifiable {
    /// Whether a pipeline can be migrated.
    ///
    /// Servers may define further states.
    public struct State: RawRepresentable, Hashable, Sendable, Codable, ExpressibleByStringLiteral {
        public let rawValue: String

        public init(rawValue: String) { self.rawValue = rawValue }

        public init(stringLiteral value: String) { self.init(rawValue: value) }

        /// It can be.
        public static let ready: State = "ready"
        /// It can be once a plugin is installed.
        public static let needsPlugin: State = "needs_plugin"
        /// It cannot be; see `blockers`.
        public static let blocked: State = "blocked"
        /// It need not be.
        public static let alreadyCurrent: State = "already_current"
    }

    public static let memberRules: [String: MemberRule] = ["pipeline_uuid": .identifier]

    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// The identifier of the pipeline.
    public var id: Pipeline.ID { identity("pipeline_uuid") }
    /// The name of the pipeline.
    public var name: String { self[text: "name"] ?? "" }
    /// Whether it can be migrated.
    public var state: State { State(rawValue: self[text: "state"] ?? "") }
    /// The runner that it has.
    public var legacyRunner: String? { self[text: "legacy_runner"] }
    /// The runner that it would get; nil if there is none.
    public var targetRunnerID: String? { self[text: "target_runner_id"] }
    /// The plugin of that runner, with `author`, `name` and `version`; nil if there is none.
    public var targetPlugin: JSONObject? { self[object: "target_plugin"] }
    /// The parts of the configuration that would change.
    public var changedPaths: [String] { self[texts: "changed_paths"] ?? [] }
    /// What is in the way, each with `code`.
    public var blockers: [JSONValue] { self[array: "blockers"] ?? [] }
    /// What would be lost, each with `code`.
    public var warnings: [JSONValue] { self[array: "warnings"] ?? [] }
    /// What stands for this preview; nil unless the state is `.ready`.
    public var previewToken: String? { self[text: "preview_token"] }
}
