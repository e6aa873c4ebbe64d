public import Foundation

/// The invitations to a workspace; since 4.10.
///
/// Inviting requires a user token; looking at an invitation and accepting it require none.
///
/// ```swift
/// let workspace = try await client.workspace.current().id
/// let created = try await client.workspaces.invitations.create("ann@example.com", role: .developer, to: workspace)
/// print(created.link)
/// ```
///
/// Source: `/api/v1/workspaces/{uuid}/invitations` and `/api/v1/invitations`.
public struct WorkspaceInvitations: ResourceGroup {
    public let client: LangBotClient

    public init(client: LangBotClient) { self.client = client }

    /// Lists the invitations that can still be accepted.
    public func list(of workspaceID: WorkspaceRecord.ID) async throws -> [WorkspaceInvitation] {
        let operation = APIOperation("workspace.invitation.list", .get, "workspaces/\(workspaceID)/invitations")
        return try await core.answer(to: operation).list("invitations")
    }

    /// Invites somebody, which revokes earlier invitations of the same address.
    ///
    /// - Parameters:
    ///   - email: The email address.
    ///   - role: What the new member may do; nil for the server's default, reading.
    ///   - workspaceID: The workspace.
    /// - Returns: The invitation and its token, which no later response contains.
    /// - Throws: `LangBotError` with the code `.invalidRequest` if the address belongs to a member or the role is
    ///   `.owner`.
    public func create(
        _ email: String,
        role: WorkspaceMember.Role? = nil,
        to workspaceID: WorkspaceRecord.ID
    ) async throws -> CreatedInvitation {
        let body = JSONObject(given: ["email": .string(email), "role": JSONValue(role?.rawValue)])
        var operation = APIOperation("workspace.invitation.create", .post, "workspaces/\(workspaceID)/invitations")
        operation.body = .json(.object(body))
        return try await core.answer(to: operation).object()
    }

    /// Revokes an invitation, and returns it as it is now.
    public func delete(
        _ id: WorkspaceInvitation.ID,
        of workspaceID: WorkspaceRecord.ID
    ) async throws -> WorkspaceInvitation {
        let operation = APIOperation(
            "workspace.invitation.delete",
            .delete,
            "workspaces/\(workspaceID)/invitations/\(id)"
        )
        return try await core.answer(to: operation).object("invitation")
    }

    /// Returns the invitation that a token stands for.
    ///
    /// Needs no credential.
    ///
    /// - Throws: `LangBotError` with the code `.invalidRequest` if it cannot be accepted any more; its `serverCode`
    ///   says why, such as `invitation_expired`.
    public func inspect(_ token: InvitationToken) async throws -> WorkspaceInvitation {
        let body = APIOperation.Body.json(["token": .string(token.revealed())])
        return try await core.answer(to: APIOperation("invitation.inspect", .post, "invitations/inspect", body: body))
            .object("invitation")
    }

    /// Accepts an invitation with a new account, which then has to sign in, and returns the workspace.
    ///
    /// Needs no credential, and is refused to a client with a user token.
    /// It is for a server of your own: LangBot's cloud service lets only accounts accept that exist and are signed in.
    ///
    /// - Parameters:
    ///   - token: The token of the invitation.
    ///   - email: The address that was invited.
    ///   - password: The password of the new account, of at least 8 characters.
    /// - Throws: `LangBotError` with the code `.conflict` if there is an account with this address.
    public func accept(
        _ token: InvitationToken,
        email: String,
        password: String
    ) async throws -> WorkspaceRecord.ID {
        let registration: JSONValue = ["email": .string(email), "password": .string(password)]
        let body: JSONValue = ["token": .string(token.revealed()), "registration": registration]
        return try await core.answer(
            to: APIOperation("invitation.accept", .post, "invitations/accept", body: .json(body))
        ).identifier("workspace_uuid")
    }
}

/// The token of an invitation, with which anybody can accept it.
public struct InvitationToken: Secret {
    private let text: String

    /// Wraps a token, without the white space around it.
    public init(_ text: String) {
        self.text = Self.trimmed(text)
    }

    /// The token itself.
    public func revealed() -> String { text }
}

/// An invitation to a workspace, since 4.10.
public struct WorkspaceInvitation: DatedObject, Identifiable {
    /// What the server calls an invitation.
    public typealias ID = Identifier<WorkspaceInvitation>

    /// What became of an invitation.
    ///
    /// Servers may define further states.
    public struct Status: RawRepresentable, Hashable, Sendable, Codable, ExpressibleByStringLiteral {
        public let rawValue: String

        public init(rawValue: String) { self.rawValue = rawValue }

        public init(stringLiteral value: String) { self.init(rawValue: value) }

        /// It can be accepted.
        public static let pending: Status = "pending"
        /// It was accepted.
        public static let accepted: Status = "accepted"
        /// It was withdrawn.
        public static let revoked: Status = "revoked"
        /// It is too old.
        public static let expired: Status = "expired"
    }

    public static let memberRules: [String: MemberRule] = ["uuid": .identifier]

    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// The identifier that the server assigned.
    public var id: ID { identity() }
    /// The invited address, in lower case.
    public var email: String { self[text: "normalized_email"] ?? "" }
    /// What the new member may do.
    public var role: WorkspaceMember.Role? { self[text: "role"].map(WorkspaceMember.Role.init(rawValue:)) }
    /// What became of it.
    public var status: Status? { self[text: "status"].map(Status.init(rawValue:)) }
    /// The workspace.
    public var workspaceID: WorkspaceRecord.ID? { self[identifier: "workspace_uuid"] }
    /// When it ends.
    public var expiresAt: Date? { date("expires_at") }
}

/// An invitation just made, with what it is accepted with.
public struct CreatedInvitation: ServerObject, Identifiable {
    public static let memberRules: [String: MemberRule] = [
        "invitation": .object(WorkspaceInvitation.self), "invitation.uuid": .identifier, "token": .identifier,
    ]

    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// The identifier of the invitation.
    public var id: WorkspaceInvitation.ID { identity("invitation.uuid") }
    /// The invitation.
    public var invitation: WorkspaceInvitation {
        WorkspaceInvitation(members: ServerMembers(self[object: "invitation"] ?? [:]))
    }
    /// What it is accepted with.
    public var token: InvitationToken { InvitationToken(identity("token")) }
    /// The address of the page on which it is accepted, which contains the token; empty if the server sends none.
    public var link: String { self[text: "link"] ?? "" }
    /// Whether the server sent an email, such as `link_only` for none.
    public var deliveryStatus: String? { fields["delivery"]?["status"]?.stringValue }
}
