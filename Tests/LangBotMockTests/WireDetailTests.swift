import Foundation
import JSONCore
import LangBotMock
import Testing

/// What was asked of releases where their documents and their mocks did not agree.
@Suite(.serialized) struct WireDetailTests {
    private static func withRelease(_ name: String, _ body: (MockClient) async throws -> Void) async throws {
        var options = MockLangBot.Options()
        options.profile = try #require(MockProfile(name))
        options.runtimes = []
        try await withMock(options, body)
    }

    @Test func thereIsAProfileForEveryRow() throws {
        let rows = try WireDetail.all.get()
        #expect(rows.count >= 50)
        #expect(rows.allSatisfy { !$0.steps.isEmpty && !$0.releases.isEmpty })
    }

    @Test(arguments: try WireDetail.all.get())
    func answersAsReleasesWereAsked(detail: WireDetail) async throws {
        for release in detail.releases {
            try await Self.withRelease(release) { client in
                let credential = try await detail.credential(client)
                var kept = ""
                for step in detail.steps {
                    let path = step.path.replacing("{kept}", with: kept)
                    let answer = try await client.send(
                        step.method,
                        path,
                        credential,
                        body: step.body?.replacing("{kept}", with: kept)
                    )
                    let place = "\(release): \(step.method) \(path) \(step.body ?? "")"
                    #expect(answer.status == step.status, "\(place)")
                    for (name, value) in step.expected {
                        let found = answer.json?.value(at: name) ?? .null
                        #expect(found.sortedByName() == value.sortedByName(), "\(place): \(name)")
                    }
                    for name in step.present { #expect(answer.json?.value(at: name) != nil, "\(place): \(name)") }
                    if let name = step.kept {
                        kept = try #require(answer.json?.value(at: name)?.stringValue, "\(place)")
                    }
                }
            }
        }
    }

    @Test func checksAndKeepsTheConfigurationOfAPipeline() async throws {
        try await Self.withRelease("4.11") { client in
            let first = try await client.send("POST", "/api/v1/pipelines", ["name": "a"]).data?["uuid"]
            let path = "/api/v1/pipelines/\(first?.stringValue ?? "")"
            let sample = try await client.send("GET", path).data?["pipeline"]?["config"]?.objectValue ?? [:]
            let marked = sample.merging(["marker": 1])
            let made = try await client.send("POST", "/api/v1/pipelines", ["name": "b", "config": .object(marked)])
            let shown = try await client.send("GET", "/api/v1/pipelines/\(made.data?["uuid"]?.stringValue ?? "")")
            #expect(shown.data?["pipeline"]?["config"]?["marker"] == 1)
            for content in [
                ["extensions_preferences": []], ["extensions_preferences": ["plugins": 1]], ["config": ["ai": 1]],
            ] as [JSONValue] {
                #expect(try await client.send("PUT", path, content).status == 400)
            }
            #expect(try await client.send("PUT", path, ["config": [:]]).status == 500)
        }
    }

    @Test(arguments: ["4.5.1", "4.6", "4.8", "4.9", "4.10", "4.11"])
    func takesFilesForPlugins(release: String) async throws {
        try await Self.withRelease(release) { client in
            let form = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\nhi\r\n--x--\r\n"
            let token = [("Authorization", "Bearer \(try await client.signIn())")]
            func send(_ path: String) async throws -> MockClient.Answer {
                try await client.send("POST", path, token, body: form, type: "multipart/form-data; boundary=x")
            }
            let key = try await send("/api/v1/plugins/config-files").data?["file_key"]?.stringValue
            #expect(key?.contains("plugin_config") == true)
            #expect(key?.hasSuffix(".txt") == true)
            #expect(try await send("/api/v1/plugins/install/local").data?["task_id"]?.integerValue != nil)
        }
    }
}

/// Requests that are sent to a mock of each release one after the other: a line of `Fixtures/wire-details.jsonl`.
///
/// A line names the `releases`, as whom it asks (`as`: `key` or `nobody`; the user where it says nothing), and the
/// `steps`. A step is a `request`, its `body` as text, and of the answer the `status`, the values at some places
/// (`expect`; null stands for nothing), places where there is a value (`present`) and the place of the text that later
/// steps have for `{kept}` (`keep`). A place is names and positions with dots between them.
struct WireDetail: Sendable, CustomTestStringConvertible {
    struct Step: Sendable {
        let method: String
        let path: String
        let body: String?
        let status: Int
        let expected: JSONObject
        let present: [String]
        let kept: String?

        init(_ json: JSONValue) throws {
            let request = try #require(json["request"]?.stringValue).split(separator: " ")
            (method, path) = (String(request[0]), String(request[1]))
            body = json["body"]?.stringValue
            status = Int(try #require(json["status"]?.integerValue))
            expected = json["expect"]?.objectValue ?? [:]
            present = json["present"]?.arrayValue?.compactMap(\.stringValue) ?? []
            kept = json["keep"]?.stringValue
        }
    }

    let releases: [String]
    let steps: [Step]
    private let asker: String?

    var testDescription: String {
        steps.map { "\($0.method) \($0.path) \($0.body ?? "")" }.joined(separator: ", then ")
    }

    static let all = Result {
        let file = try #require(
            Bundle.module.url(forResource: "wire-details", withExtension: "jsonl", subdirectory: "Fixtures")
        )
        return try Data(contentsOf: file).split(separator: UInt8(ascii: "\n")).map { line in
            try WireDetail(try JSONValue(parsing: Array(line)))
        }
    }

    private init(_ json: JSONValue) throws {
        releases = try #require(json["releases"]?.arrayValue).compactMap(\.stringValue)
        steps = try #require(json["steps"]?.arrayValue).map(Step.init)
        asker = json["as"]?.stringValue
    }

    func credential(_ client: MockClient) async throws -> [(String, String)] {
        switch asker {
        case "key": [MockClient.key]
        case "nobody": []
        default: [("Authorization", "Bearer \(try await client.signIn())")]
        }
    }
}

extension JSONValue {
    /// The value at a place, such as `data.bots.0.name`.
    fileprivate func value(at place: String) -> JSONValue? {
        var found: JSONValue? = self
        for name in place.split(separator: ".") { found = Int(name).map { found?[$0] } ?? found?[String(name)] }
        return found
    }
}
