import LangBotContract
import LangBotMock
import Testing

/// Parameters that may hold slashes.
@Suite struct RestOfPathTests {
    private func values(_ path: String) throws -> [String: String]? {
        let router = Router(try #require(Profile.named("4.11.2")).endpoints)
        guard case .operation(_, let parameters) = router.route("GET", path[...]) else { return nil }
        return parameters
    }

    @Test func aLongOneIsDecodedOnceAndWhole() throws {
        let long = String(repeating: "/a%2Fb", count: 20_000)
        let expected = "x" + String(repeating: "/a/b", count: 20_000)
        #expect(try values("/api/v1/skills/s/files/x\(long)") == ["skill_name": "s", "path": expected])
    }

    @Test func anEscapeInTheLastSegmentThatIsNoneIsRefused() throws {
        #expect(try values("/api/v1/skills/s/files/x/y%2") == nil)
        #expect(try values("/api/v1/skills/s/files/x%25/y%252") == ["skill_name": "s", "path": "x%/y%2"])
    }

    @Test(arguments: ["a", "a/b", "a/creation-schema", "a//b"])
    func oneBeforeALiteralEndsWhereTheLiteralEndsThePath(plugin: String) throws {
        #expect(try values("/api/v1/knowledge/engines/\(plugin)/creation-schema") == ["plugin_id": plugin])
    }
}
