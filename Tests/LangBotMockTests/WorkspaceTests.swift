import HTTPCore
import JSONCore
import LangBotMock
import Testing

/// The workspace of an installation: who belongs to it, who is invited, and what each may do.
@Suite(.serialized) struct WorkspaceTests {
    static let profiles = ["4.10", "4.11"]

    /// A mock, its owner's token and the paths of its workspace.
    private struct Place {
        let client: MockClient
        let owner: [(String, String)]
        let path: String

        init(_ client: MockClient) async throws {
            self.client = client
            owner = [("Authorization", "Bearer \(try await client.signIn())")]
            let list = try await client.send("GET", "/api/v1/workspaces/bootstrap", owner).data?["workspaces"]
            path = "/api/v1/workspaces/\(list?[0]?["workspace"]?["uuid"]?.stringValue ?? "")"
        }

        func ask(
            _ method: String,
            _ path: String,
            _ json: JSONValue? = nil,
            as user: [(String, String)]? = nil
        ) async throws -> MockClient.Answer {
            try await client.send(method, path, user ?? owner, body: json?.description)
        }

        /// Invites somebody and returns the token of the invitation.
        func invite(_ email: String, _ role: String = "viewer") async throws -> String {
            let invited = try await ask(
                "POST",
                "\(path)/invitations",
                ["email": .string(email), "role": .string(role)]
            )
            return invited.data?["token"]?.stringValue ?? ""
        }

        func accept(_ token: String, _ email: String, _ password: String = "long enough") async throws
            -> MockClient.Answer
        {
            let registration: JSONValue = ["email": .string(email), "password": .string(password)]
            let content: JSONValue = ["token": .string(token), "registration": registration]
            return try await ask("POST", "/api/v1/invitations/accept", content, as: [])
        }

        /// The token of a new member.
        func join(_ email: String, _ role: String) async throws -> [(String, String)] {
            let invitation = try await invite(email, role)
            #expect(try await accept(invitation, email).status == 200)
            let content: JSONValue = ["user": .string(email), "password": "long enough"]
            let token = try await ask("POST", "/api/v1/user/auth", content, as: []).data?["token"]?.stringValue
            return [("Authorization", "Bearer \(token ?? "")")]
        }

        /// The status and the code of an answer.
        func code(
            _ method: String,
            _ path: String,
            _ json: JSONValue? = nil,
            as user: [(String, String)]? = nil
        ) async throws -> String {
            WorkspaceTests.code(try await ask(method, path, json, as: user))
        }

        func acceptance(_ token: String, _ email: String, _ password: String = "long enough") async throws -> String {
            WorkspaceTests.code(try await accept(token, email, password))
        }

        func members() async throws -> [JSONValue] {
            try await ask("GET", "\(path)/members").data?["members"]?.arrayValue ?? []
        }
    }

    private static func withPlace(_ name: String, _ body: (Place) async throws -> Void) async throws {
        var options = MockLangBot.Options()
        options.profile = try #require(MockProfile(name))
        try await withMock(options) { try await body(try await Place($0)) }
    }

    static func code(_ answer: MockClient.Answer) -> String {
        "\(answer.status) \(answer.json?["code"]?.stringValue ?? "")"
    }

    @Test(arguments: profiles)
    func showsAnAccountWhatItMayDo(profile: String) async throws {
        try await Self.withPlace(profile) { place in
            let access = try await place.ask("GET", "/api/v1/workspaces/bootstrap").data?["workspaces"]?[0]
            #expect(access?["membership"]?["role"] == "owner")
            #expect(access?["permissions"]?.arrayValue?.count == 15)
            #expect(try await place.ask("GET", place.path).data?["workspace"] == access?["workspace"])
            #expect(try await place.ask("GET", "/api/v1/workspaces/nope").status == 404)
            #expect(try await place.code("POST", "/api/v1/workspaces", [:]) == "403 edition_limit")
            #expect(try await place.ask("GET", "/api/v1/workspaces/bootstrap", as: [MockClient.key]).status == 401)
        }
    }

    @Test(arguments: profiles)
    func aRequestMayNameItsWorkspace(profile: String) async throws {
        try await Self.withPlace(profile) { place throws in
            let uuid = String(place.path.split(separator: "/").last ?? "")
            for (chosen, status) in [(uuid, 200), ("", 200), ("nope", 404)] {
                let fields = place.owner + [("X-Workspace-Id", chosen)]
                #expect(try await place.ask("GET", "/api/v1/pipelines", as: fields).status == status)
                // What belongs to the account does not depend on it, and keys have one workspace.
                #expect(try await place.ask("GET", "/api/v1/user/info", as: fields).status == 200)
                #expect(try await place.ask("GET", "/api/v1/workspaces", as: fields).status == 200)
                let key = [MockClient.key, ("X-Workspace-Id", chosen)]
                #expect(try await place.ask("GET", "/api/v1/pipelines", as: key).status == 200)
            }
        }
    }

    @Test(arguments: profiles)
    func aMemberMayWhatTheRoleAllows(profile: String) async throws {
        try await Self.withPlace(profile) { place in
            let member = try await place.join("new@example.com", "viewer")
            #expect(try await place.ask("GET", "/api/v1/pipelines", as: member).status == 200)
            let refused = try await place.ask("POST", "/api/v1/pipelines", ["name": "p"], as: member)
            #expect(Self.code(refused) == "403 permission_denied")
            #expect(refused.message == "Missing Workspace permission: resource.manage")
            #expect(try await place.ask("GET", "\(place.path)/members", as: member).data?["members"]?[1] != nil)
            #expect(try await place.ask("GET", "\(place.path)/invitations", as: member).status == 403)
            #expect(try await place.ask("GET", "/api/v1/apikeys", as: member).status == 403)

            let uuid = try await place.members().last?["account_uuid"]?.stringValue ?? ""
            let path = "\(place.path)/members/\(uuid)"
            let changed = try await place.ask("PATCH", path, ["role": "developer"])
            #expect(changed.data?["member"]?["role"] == "developer")
            let pipeline: JSONValue = ["name": "p", "description": ""]
            #expect(try await place.ask("POST", "/api/v1/pipelines", pipeline, as: member).status == 200)

            #expect(try await place.ask("DELETE", path).data?["account_uuid"] == .string(uuid))
            #expect(try await place.ask("GET", "/api/v1/pipelines", as: member).status == 404)
            #expect(try await place.ask("GET", "/api/v1/user/info", as: member).status == 200)
            let none = try await place.ask("GET", "/api/v1/workspaces/bootstrap", as: member)
            #expect(none.data == ["workspaces": []])
            #expect(try await place.members().count == 1)
        }
    }

    @Test(arguments: profiles)
    func theOwnerStays(profile: String) async throws {
        try await Self.withPlace(profile) { place in
            let first = try await place.members().first?["account_uuid"]?.stringValue ?? ""
            let owner = "\(place.path)/members/\(first)"
            let administrator = try await place.join("new@example.com", "admin")
            for (method, content) in [("PATCH", ["role": "viewer"]), ("DELETE", nil)] as [(String, JSONValue?)] {
                #expect(try await place.code(method, owner, content) == "400 last_owner_required")
                let answer = try await place.ask(method, owner, content, as: administrator)
                #expect(answer.message == "Admins cannot manage Workspace owners")
                let unknown = try await place.ask(method, "\(place.path)/members/nope", content)
                #expect(Self.code(unknown) == "400 membership_not_found")
                #expect(try await place.ask(method, "/api/v1/workspaces/nope/members/nope", content).status == 404)
            }
            for role in ["owner", "king", 5] as [JSONValue] {
                #expect(try await place.code("PATCH", owner, ["role": role]) == "403 permission_denied")
            }
            #expect(try await place.ask("PATCH", owner, [1]).status == 500)
            let roles = try await place.members().map { $0["role"] }
            #expect(roles == ["owner", "admin"])
        }
    }

    @Test(arguments: profiles)
    func anInvitationIsUsedOnce(profile: String) async throws {
        try await Self.withPlace(profile) { place in
            let first = try await place.invite(" New@Example.com ", "developer")
            let second = try await place.invite("new@example.com")
            func state(_ token: String) async throws -> String {
                try await place.code("POST", "/api/v1/invitations/inspect", ["token": .string(token)], as: [])
            }
            #expect(try await state(first) == "400 invitation_revoked")
            #expect(try await state(second) == "200 ")
            #expect(try await state("lbi_nope") == "400 invitation_invalid")
            let list = try await place.ask("GET", "\(place.path)/invitations").data?["invitations"]
            #expect(list?.arrayValue?.count == 1 && list?[0]?["normalized_email"] == "new@example.com")

            #expect(try await place.acceptance(second, "other@example.com") == "400 invitation_email_mismatch")
            #expect(try await place.acceptance(second, "new@example.com", "short") == "400 invalid_password")
            #expect(try await place.accept(second, "NEW@example.com").data?["login_required"] == true)
            #expect(try await place.acceptance(second, "new@example.com") == "400 invitation_used")
            #expect(try await state(second) == "400 invitation_used")
            let again = try await place.ask("POST", "\(place.path)/invitations", ["email": "new@example.com"])
            #expect(Self.code(again) == "400 already_a_member")
        }
    }

    @Test(arguments: profiles)
    func aWithdrawnInvitationAndASignedInGuestAreRefused(profile: String) async throws {
        try await Self.withPlace(profile) { place in
            let token = try await place.invite("new@example.com")
            let accept = "/api/v1/invitations/accept"
            let content: JSONValue = ["token": .string(token)]
            #expect(try await place.code("POST", accept, content) == "409 invitation_logout_required")
            #expect(
                try await place.code("POST", accept, content, as: []) == "401 account_exists_login_required"
            )
            #expect(try await place.code("POST", accept, [:], as: []) == "400 invitation_invalid")
            #expect(try await place.ask("POST", accept, [1], as: []).status == 500)
            let list = try await place.ask("GET", "\(place.path)/invitations").data?["invitations"]
            let path = "\(place.path)/invitations/\(list?[0]?["uuid"]?.stringValue ?? "")"
            for _ in 0..<2 {
                #expect(try await place.ask("DELETE", path).data?["invitation"]?["status"] == "revoked")
            }
            #expect(try await place.acceptance(token, "new@example.com") == "400 invitation_revoked")
            let unknown = try await place.ask("DELETE", "\(place.path)/invitations/nope")
            #expect(Self.code(unknown) == "400 invitation_invalid")
        }
    }

    @Test(arguments: ["", "no address", "@", 5] as [JSONValue])
    func invitesAddressesOnly(email: JSONValue) async throws {
        try await Self.withPlace("4.11") { place in
            let answer = try await place.ask("POST", "\(place.path)/invitations", ["email": email])
            #expect(answer.status == (email == "@" ? 200 : 500))
            for role in ["owner", "king"] as [JSONValue] {
                let refused = try await place.ask("POST", "\(place.path)/invitations", ["email": email, "role": role])
                #expect(Self.code(refused) == "400 invitation_role_invalid")
            }
        }
    }

    @Test func anInvitationEndsAfterAWeekAndOutlivesTheMock() async throws {
        let time = Locked<Int64>(1_800_000_000_000_000)
        var options = MockLangBot.Options()
        options.profile = try #require(MockProfile("4.11"))
        options.clock = { time.withLock { $0 } }
        try await withMock(options) { client in
            let place = try await Place(client)
            let token = try await place.invite("new@example.com")
            let snapshot = try await client.send("GET", "/__mock/snapshot", []).response.body
            #expect(
                try await place.ask("POST", "\(place.path)/invitations", ["email": "new@example.com"]).status == 200
            )
            let restored = String(decoding: snapshot, as: UTF8.self)
            #expect(try await client.send("PUT", "/__mock/snapshot", [], body: restored).status == 200)
            time.withLock { $0 += 6 * 86_400_000_000 }
            let inspect = "/api/v1/invitations/inspect"
            #expect(try await place.ask("POST", inspect, ["token": .string(token)], as: []).status == 200)
            time.withLock { $0 += 86_400_000_000 }
            let late = try await place.ask("POST", inspect, ["token": .string(token)], as: [])
            #expect(Self.code(late) == "400 invitation_expired")
            #expect(try await place.acceptance(token, "new@example.com") == "400 invitation_expired")
        }
    }

    @Test func theOperationLogNamesTheRoleOfAMember() async throws {
        try await Self.withPlace("4.11") { place in
            let admin = try await place.join("admin@other.example", "admin")
            #expect(try await place.ask("PUT", "/api/v1/settings/governance", ["level": 1]).status == 200)
            let pipeline: JSONValue = ["name": "p", "description": ""]
            #expect(try await place.ask("POST", "/api/v1/pipelines", pipeline, as: admin).status == 200)
            let log = try await place.ask("GET", "/api/v1/settings/operation-logs").data?["records"]
            let roles = (log?.arrayValue ?? []).map { [$0["actor_name"]?.stringValue, $0["actor_role"]?.stringValue] }
            #expect(roles.first == ["admin@other.example", "admin"])
            #expect(roles.last?.last == "owner")
        }
    }
}
