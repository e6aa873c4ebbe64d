import Foundation
import LangBot
import LangBotContract
import Testing

/// Every operation of the contract has an SDK method, which sends that method, path and name and nothing else.
@Suite struct OperationCoverageTests {
    private typealias Call = @Sendable (LangBotClient) async throws -> Void

    @Test func everyOperationHasAMethod() {
        #expect(Set(Contract.operations.map(\.id)) == Set(Self.calls.keys))
    }

    @Test(arguments: Contract.operations.map(\.id))
    func methodSendsItsOperation(_ id: OperationID) async throws {
        let operation = try #require(Contract.operation(id))
        let call = try #require(Self.calls[id])
        let (_, requests) = try await withStub(.data(Self.everything)) { try await call($0) }
        let request = try #require(requests.first)
        let values = Dictionary(uniqueKeysWithValues: operation.path.parameters.map { ($0, "1") })
        #expect(request.operation.rawValue == id.rawValue)
        #expect(request.method.rawValue == operation.method.rawValue)
        #expect(request.url.absoluteString == "http://langbot.test" + operation.path.path(values))
        #expect(request.headers["X-API-Key"] == "lbk_test")
        #expect((request.body == nil) == (operation.method == .get || operation.method == .delete))
    }

    @Test(arguments: Contract.operations.map(\.id))
    func everyMethodTurnsARefusalIntoAnError(_ id: OperationID) async throws {
        let call = try #require(Self.calls[id])
        let refused = StubTransport.Reply.json(["code": -1, "msg": "Invalid API key"], status: 401)
        let error = try await failure { try await withStub(refused) { try await call($0) } }
        #expect(error.code == .unauthorized)
        #expect(error.operation?.rawValue == id.rawValue)
    }

    /// Members for the answers of all operations at once.
    private static let everything: JSONValue = [
        "uuid": "1", "models": [["uuid": "1"]], "model": ["uuid": "1"], "bots": [["uuid": "1"]],
        "bot": ["uuid": "1"], "pipelines": [["uuid": "1"]], "pipeline": ["uuid": "1"], "configs": [],
        "bases": [["uuid": "1"]], "base": ["uuid": "1"], "files": [["uuid": "1"]], "results": [[:]],
        "servers": [["name": "1"]], "server": ["name": "1"], "task_id": 1, "file_id": "1",
        "tasks": [["id": 1]], "id": 1, "keys": [["id": 1]], "key": ["id": 1], "initialized": true,
        "token": "t", "logs": [[:]], "total_count": 1,
    ]

    private static let calls: [OperationID: Call] =
        modelCalls.merging(resourceCalls) { first, _ in first }.merging(otherCalls) { first, _ in first }

    private static let draft = ModelDraft(name: "m", provider: .stored("p"))

    private static let modelCalls: [OperationID: Call] = [
        "model.llm.list": { _ = try await $0.models.llm.list() },
        "model.llm.create": { _ = try await $0.models.llm.create(draft) },
        "model.llm.get": { _ = try await $0.models.llm.get("1") },
        "model.llm.update": { try await $0.models.llm.update("1", .init(name: "n")) },
        "model.llm.delete": { try await $0.models.llm.delete("1") },
        "model.llm.test": { try await $0.models.llm.test("1") },
        "model.embedding.list": { _ = try await $0.models.embedding.list() },
        "model.embedding.create": { _ = try await $0.models.embedding.create(draft) },
        "model.embedding.get": { _ = try await $0.models.embedding.get("1") },
        "model.embedding.update": { try await $0.models.embedding.update("1", .init(name: "n")) },
        "model.embedding.delete": { try await $0.models.embedding.delete("1") },
        "model.embedding.test": { try await $0.models.embedding.test("1") },
    ]

    private static let resourceCalls: [OperationID: Call] = [
        "bot.list": { _ = try await $0.bots.list() },
        "bot.create": { _ = try await $0.bots.create(.init(name: "n", adapter: .telegram, configuration: [:])) },
        "bot.get": { _ = try await $0.bots.get("1") },
        "bot.update": { try await $0.bots.update("1", .init(name: "n")) },
        "bot.delete": { try await $0.bots.delete("1") },
        "bot.logs": { _ = try await $0.bots.logs("1") },
        "pipeline.list": { _ = try await $0.pipelines.list() },
        "pipeline.create": { _ = try await $0.pipelines.create(.init(name: "n")) },
        "pipeline.metadata": { _ = try await $0.pipelines.metadata() },
        "pipeline.get": { _ = try await $0.pipelines.get("1") },
        "pipeline.update": { try await $0.pipelines.update("1", .init(name: "n")) },
        "pipeline.delete": { try await $0.pipelines.delete("1") },
        "pipeline.extensions.get": { _ = try await $0.pipelines.extensions.get("1") },
        "pipeline.extensions.update": {
            try await $0.pipelines.extensions.update("1", .init(boundPlugins: [], boundMCPServers: []))
        },
        "knowledge_base.list": { _ = try await $0.knowledge.bases.list() },
        "knowledge_base.create": {
            _ = try await $0.knowledge.bases.create(.init(name: "n", storage: .engine(pluginID: "a/b")))
        },
        "knowledge_base.get": { _ = try await $0.knowledge.bases.get("1") },
        "knowledge_base.update": { try await $0.knowledge.bases.update("1", .init(name: "n")) },
        "knowledge_base.delete": { try await $0.knowledge.bases.delete("1") },
        "knowledge_base.retrieve": { _ = try await $0.knowledge.bases.retrieve("1", query: "q") },
        "knowledge_base.file.list": { _ = try await $0.knowledge.bases.files.list(in: "1") },
        "knowledge_base.file.store": { _ = try await $0.knowledge.bases.files.store("f", in: "1") },
        "knowledge_base.file.delete": { try await $0.knowledge.bases.files.delete("1", in: "1") },
    ]

    private static let otherCalls: [OperationID: Call] = [
        "mcp_server.list": { _ = try await $0.mcp.servers.list() },
        "mcp_server.create": { _ = try await $0.mcp.servers.create(.init(name: "n", mode: .sse, configuration: [:])) },
        "mcp_server.get": { _ = try await $0.mcp.servers.get("1") },
        "mcp_server.update": { try await $0.mcp.servers.update("1", .init(isEnabled: true)) },
        "mcp_server.delete": { try await $0.mcp.servers.delete("1") },
        "mcp_server.test": { _ = try await $0.mcp.servers.test("1") },
        "file.document.upload": { _ = try await $0.files.upload(Data("x".utf8), filename: "x.txt") },
        "task.list": { _ = try await $0.tasks.list() },
        "task.get": { _ = try await $0.tasks.get(1) },
        "api_key.list": { _ = try await $0.apiKeys.list() },
        "api_key.create": { _ = try await $0.apiKeys.create(.init(name: "n")) },
        "api_key.get": { _ = try await $0.apiKeys.get(1) },
        "api_key.update": { try await $0.apiKeys.update(1, .init(name: "n")) },
        "api_key.delete": { try await $0.apiKeys.delete(1) },
        "user.init_status": { _ = try await $0.account.isInitialized() },
        "user.init": { try await $0.account.initialize(user: "u", password: "p") },
        "user.auth": { _ = try await $0.account.signIn(user: "u", password: "p") },
        "user.check_token": { _ = try await $0.account.checkToken() },
        "system.info": { _ = try await $0.system.info() },
        "system.health": { _ = try await $0.system.health() },
    ]
}
