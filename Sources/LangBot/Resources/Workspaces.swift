/// The workspaces of a user; since 4.10.
///
/// Requires a user token. A server of one's own has one workspace.
///
/// Source: `/api/v1/workspaces`.
public struct Workspaces: ResourceGroup {
    public let client: LangBotClient

    public init(client: LangBotClient) { self.client = client }

    /// The members of a workspace.
    public var members: WorkspaceMembers { WorkspaceMembers(client: client) }
    /// The invitations to a workspace.
    public var invitations: WorkspaceInvitations { WorkspaceInvitations(client: client) }

    /// Lists the workspaces that the user is a member of.
    public func list() async throws -> [WorkspaceRecord] {
        try await core.answer(to: APIOperation("workspace.list", .get, "workspaces")).list("workspaces")
    }

    /// Lists the same workspaces with what the user may do in each.
    public func access() async throws -> [WorkspaceAccess] {
        try await core.answer(to: APIOperation("workspace.bootstrap", .get, "workspaces/bootstrap"))
            .list("workspaces")
    }

    /// Returns the workspace with the given identifier, which has to be the one that the token is for.
    ///
    /// - Throws: `LangBotError` with the code `.notFound` for another workspace.
    public func get(_ id: WorkspaceRecord.ID) async throws -> WorkspaceRecord {
        try await core.answer(to: APIOperation("workspace.get", .get, "workspaces/\(id)")).object("workspace")
    }

    /// Asks for a further workspace.
    ///
    /// Every edition known so far refuses: a server of one's own has one workspace, and the cloud service creates
    /// workspaces elsewhere.
    ///
    /// - Throws: `LangBotError` with the code `.forbidden` or `.conflict`; its `serverCode` says why.
    public func create(name: String) async throws {
        let body = APIOperation.Body.json(["name": .string(name)])
        try await core.perform(APIOperation("workspace.create", .post, "workspaces", body: body))
    }
}

extension Workspace {
    /// Returns the workspace that the token is for, and what the user may do in it; since 4.10.
    ///
    /// Requires a user token.
    public func current() async throws -> WorkspaceAccess {
        try await core.answer(to: APIOperation("workspace.current", .get, "workspaces/current")).object()
    }
}

/// A workspace, since 4.10.
public struct WorkspaceRecord: ServerObject, Identifiable {
    /// What the server calls a workspace.
    public typealias ID = Identifier<WorkspaceRecord>

    public static let memberRules: [String: MemberRule] = ["uuid": .identifier]

    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// The identifier that the server assigned.
    public var id: ID { identity() }
    /// The display name.
    public var name: String { self[text: "name"] ?? "" }
    /// The name in addresses, such as `default`.
    public var slug: String? { self[text: "slug"] }
    /// The state, such as `active`.
    public var status: String? { self[text: "status"] }
    /// The type, such as `team`.
    public var type: String? { self[text: "type"] }
    /// Where the workspace comes from, such as `local`.
    public var source: String? { self[text: "source"] }
    /// The identifier of the installation.
    public var instanceUUID: String? { self[text: "instance_uuid"] }
}

/// A workspace and what a user may do in it, since 4.10.
public struct WorkspaceAccess: ServerObject, Identifiable {
    public static let memberRules: [String: MemberRule] = [
        "workspace": .object(WorkspaceRecord.self), "workspace.uuid": .identifier,
        "membership": .object(WorkspaceMember.self),
    ]

    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// The identifier of the workspace.
    public var id: WorkspaceRecord.ID { identity("workspace.uuid") }
    /// The workspace.
    public var workspace: WorkspaceRecord {
        WorkspaceRecord(members: ServerMembers(self[object: "workspace"] ?? [:]))
    }
    /// The user as a member of the workspace; nil if the server does not say.
    public var membership: WorkspaceMember? { object("membership") }
    /// What the user may do.
    public var permissions: [APIKeyRecord.Scope] {
        (self[texts: "permissions"] ?? []).map(APIKeyRecord.Scope.init(rawValue:))
    }
    /// The name of the plan in the cloud service; nil on a server of one's own.
    public var planName: String? { self[text: "plan_name"] }
}
