public import Foundation

/// The members of a workspace; since 4.10.
///
/// Requires a user token.
///
/// Source: `/api/v1/workspaces/{uuid}/members`.
public struct WorkspaceMembers: ResourceGroup {
    public let client: LangBotClient

    public init(client: LangBotClient) { self.client = client }

    /// Lists the members of a workspace.
    public func list(of workspaceID: WorkspaceRecord.ID) async throws -> [WorkspaceMember] {
        let operation = APIOperation("workspace.member.list", .get, "workspaces/\(workspaceID)/members")
        return try await core.answer(to: operation).list("members")
    }

    /// Gives a member another role, and returns the member as it is now.
    ///
    /// - Throws: `LangBotError` with the code `.forbidden` for the role `.owner`, which cannot be given away, and
    ///   `.invalidRequest` for a member that does not exist or is the owner.
    public func update(
        _ id: WorkspaceMember.ID,
        role: WorkspaceMember.Role,
        of workspaceID: WorkspaceRecord.ID
    ) async throws -> WorkspaceMember {
        var operation = APIOperation("workspace.member.update", .patch, "workspaces/\(workspaceID)/members/\(id)")
        operation.body = .json(["role": .string(role.rawValue)])
        return try await core.answer(to: operation).object("member")
    }

    /// Removes a member, whose account stays.
    public func delete(_ id: WorkspaceMember.ID, of workspaceID: WorkspaceRecord.ID) async throws {
        try await core.perform(
            APIOperation("workspace.member.delete", .delete, "workspaces/\(workspaceID)/members/\(id)")
        )
    }
}

/// A member of a workspace, since 4.10.
public struct WorkspaceMember: DatedObject, Identifiable {
    /// What the server calls the account of a member.
    public typealias ID = Identifier<WorkspaceMember>

    /// What a member may do.
    ///
    /// Servers may define further roles.
    public struct Role: RawRepresentable, Hashable, Sendable, Codable, ExpressibleByStringLiteral {
        public let rawValue: String

        public init(rawValue: String) { self.rawValue = rawValue }

        public init(stringLiteral value: String) { self.init(rawValue: value) }

        /// Everything; there is one owner, and this role cannot be given.
        public static let owner: Role = "owner"
        /// Everything but what is the owner's.
        public static let admin: Role = "admin"
        /// Create and change resources.
        public static let developer: Role = "developer"
        /// Run bots, pipelines and agents.
        public static let `operator`: Role = "operator"
        /// Read.
        public static let viewer: Role = "viewer"
    }

    public static let memberRules: [String: MemberRule] = ["account_uuid": .identifier]

    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// The identifier of the member's account, by which operations name the member.
    public var id: ID { identity("account_uuid") }
    /// The email address.
    public var email: String? { self[text: "email"] }
    /// The display name.
    public var name: String? { self[text: "display_name"] }
    /// What the member may do.
    public var role: Role? { self[text: "role"].map(Role.init(rawValue:)) }
    /// The state, such as `active`.
    public var status: String? { self[text: "status"] }
    /// When the account became a member.
    public var joinedAt: Date? { date("joined_at") }
}
