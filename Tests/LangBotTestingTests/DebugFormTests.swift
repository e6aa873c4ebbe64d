import Foundation
import LangBot
import LangBotTesting
import Testing

/// No way in which Swift prints a value shows a secret in it.
@Suite struct DebugFormTests {
    private static let secret = "pl4nted-Secret"
    private static let json: JSONValue = [
        "uuid": "u-1", "name": "n", "id": 1, "adapter_config": ["token": .string(secret)],
        "api_keys": [.string(secret)], "config": ["ai": ["k": .string(secret)]], "key": .string(secret),
        "text": .string("password=\(secret)"), "extra_args": ["headers": ["X": .string(secret)]],
    ]

    private static func fields() throws -> JSONObject { try #require(json.objectValue) }

    private static func everythingPrinted(_ value: some Any) -> String {
        var dumped = ""
        dump(value, to: &dumped)
        dump([value], to: &dumped)
        return [
            "\(value)", String(describing: value), String(reflecting: value), dumped, "\([value])", "\(["a": value])",
            "\(Optional(value) as Any)", "\(Mirror(reflecting: value).children.map { "\($0)" })",
            "\(Mirror(reflecting: value).children.map { String(reflecting: $0.value) })", "\((value, 1))",
        ].joined(separator: "\n")
    }

    private static func values() throws -> [(name: String, value: Any)] {
        let fields = try fields()
        let members = ServerMembers(fields)
        let data = Data("{\"token\": \"\(secret)\"}".utf8)
        let headers: HTTPHeaders = ["X-Api-Key": secret, "Cookie": "a=\(secret)", "Authorization": "Bearer \(secret)"]
        let url = try #require(URL(string: "http://h/x?api_key=\(secret)"))
        let request = TransportRequest(operation: "x", method: .post, url: url, headers: headers, body: .data(data))
        var form = MultipartForm()
        form.append("password", text: secret)
        let inline = ModelProviderReference.inline("r", baseURL: "http://u:\(secret)@h", apiKeys: [secret])
        var configuration = ClientConfiguration()
        configuration.headers = headers
        let operation = APIOperation(
            "x",
            .post,
            path: ["a"],
            query: [.init("token", secret)],
            body: .json(json),
            headers: headers
        )
        let client = try LangBotClient(
            baseURL: try #require(URL(string: "http://h")),
            credential: .apiKey(APIKey(secret)),
            configuration: configuration
        )
        let recorder = RequestRecorder()
        let stub = Stub(.post, "/x?token=\(secret)", body: .json(json), answer: .success(json))
        return [
            ("JSONValue", json), ("JSONObject", fields), ("JSONValue of an array", JSONValue.array([json])),
            ("ServerMembers", members), ("Bot", Bot(members: members)),
            ("ModelProvider", ModelProvider(members: members)),
            ("LLMModel", LLMModel(members: members)), ("Pipeline", Pipeline(members: members)),
            ("MCPServer", MCPServer(members: members)), ("APIKeyRecord", APIKeyRecord(members: members)),
            ("Plugin", Plugin(members: members)), ("KnowledgeBase", KnowledgeBase(members: members)),
            ("ServerTask", ServerTask(members: members)),
            ("AgentDebugFrame", AgentDebugFrame.result(AgentRunResult(members: members))),
            ("Bot.Draft", Bot.Draft(name: "n", adapter: .telegram, configuration: ["token": .string(secret)])),
            ("Bot.Changes", Bot.Changes(fields: fields)),
            ("MCPServer.Draft", MCPServer.Draft(name: "n", mode: .sse, configuration: fields)),
            ("ModelProviderReference", inline), ("ModelDraft", ModelDraft(name: "m", provider: inline)),
            ("ModelChanges", ModelChanges(provider: inline)),
            ("KnowledgeBase.Storage", KnowledgeBase.Storage.engine("a/p", creationSettings: fields)),
            ("BotMessage.Component", BotMessage.Component(fields: fields)),
            ("HTTPHeaders", headers), ("TransportBody", TransportBody.data(data)), ("TransportRequest", request),
            ("TransportResponse", TransportResponse(status: 200, headers: headers, body: data)),
            ("TransportStream", TransportStream(status: 200, headers: headers, body: BodyChunks { nil })),
            ("APIOperation", operation), ("APIOperation.Body", APIOperation.Body.json(json)),
            ("APIOperation.Body of data", APIOperation.Body.data(data, contentType: "a/b")),
            ("APIOperation.QueryItem", APIOperation.QueryItem("api_key", secret)), ("MultipartForm", form),
            ("ServerSentEvent", ServerSentEvent(data: secret)), ("Download", Download(data: data, contentType: nil)),
            ("Credential", Credential.apiKey(APIKey(secret))), ("APIKey", APIKey(secret)),
            ("UserToken", UserToken(secret)),
            ("ClientConfiguration", configuration), ("CallOptions", CallOptions(headers: headers)),
            ("LangBotClient", client),
            ("Bots", client.bots),
            (
                "LangBotError",
                LangBotError(.serverError, serverMessage: "token='\(secret)'", detail: "password=\(secret)")
            ),
            ("RecordedRequest", try RecordedRequest(request)), ("Stub", stub), ("StubAnswer", StubAnswer.success(json)),
            ("BodyCheck", BodyCheck.json(json)), ("StubTransport", StubTransport([stub])),
            ("RequestRecorder", recorder),
            ("PluginSource", PluginSource.gitHub(owner: "o", repository: "r", tag: "v1", assetURL: address)),
            ("Delivery by webhook", SlackSetups.Delivery.webhook(address)),
            ("Delivery by socket", SlackSetups.Delivery.socket(redirectURL: address)),
            ("URLSessionTransport", URLSessionTransport()),
        ] + (try transports())
    }

    private static var address: String { "https://u:\(secret)@h/x?token=\(secret)&sig=\(secret)" }

    /// The transport that a client on Linux has, behind a proxy with a password.
    private static func transports() throws -> [(name: String, value: Any)] {
        #if os(Linux)
        let proxy = "http://user:\(secret)@127.0.0.1:9"
        let transport = SocketTransport(environment: ["http_proxy": proxy, "https_proxy": proxy, "all_proxy": proxy])
        let client = try LangBotClient(
            baseURL: try #require(URL(string: "http://h")),
            credential: .none,
            transport: transport
        )
        return [("SocketTransport", transport), ("LangBotClient behind a proxy", client), ("its bots", client.bots)]
        #else
        return []
        #endif
    }

    @Test func nothingPublicPrintsASecret() throws {
        for (name, value) in try Self.values() {
            let printed = Self.everythingPrinted(value)
            #expect(!printed.contains("pl4nted"), "\(name)")
            let bytes = Self.secret.utf8.prefix(7).map { "- \($0)" }.joined(separator: "\n")
            #expect(!printed.replacing(" ", with: "").contains(bytes.replacing(" ", with: "")), "\(name) as bytes")
        }
    }

    @Test func printedJSONShowsWhatIsNoSecret() throws {
        #expect("\(JSONValue.string("plain"))" == "\"plain\"")
        #expect("\(["a": 1, "b": ["c", true]] as JSONValue)" == #"{"a":1,"b":["c",true]}"#)
        #expect("\(["token": "abcdefgh"] as JSONValue)" == #"{"token":"… (8 characters)"}"#)
        #expect(String(reflecting: JSONValue.string("a longer text")) == "\"… (13 characters)\"")
        #expect(String(reflecting: JSONValue.string("short")) == "\"short\"")
        #expect("\(["password": 12_345_678] as JSONObject)" == #"["password": … (number)]"#)
    }

    /// A crash line prints what `String(reflecting:)` says of an uncaught error.
    @Test func decodingErrorsPrintTheShapeOfTheAnswer() async throws {
        let answer: JSONValue = ["code": 0, "data": ["bots": [["adapter_config": ["token": .string(Self.secret)]]]]]
        let transport = StubTransport([.any(answer: .json(answer))])
        let error = try await #require(throws: LangBotError.self) {
            _ = try await transport.client().bots.list()
        }
        #expect(error.code == .decoding)
        #expect(!Self.everythingPrinted(error).contains("pl4nted"))
        #expect(error.bodyPrefix?.contains("\"token\":\"… (14 characters)\"") == true)
    }

    @Test func serverTextCannotForgeLines() async throws {
        let answer = StubAnswer.refusal(400, message: "no\n::error::forged\u{1B}[2J")
        let transport = StubTransport([.any(answer: answer)])
        let error = try await #require(throws: LangBotError.self) { _ = try await transport.client().bots.list() }
        #expect(!error.description.contains("\n") && !error.description.contains("\u{1B}"))
        #expect(error.description.contains(#"no\n::error::forged\u{1B}[2J"#))
    }
}
