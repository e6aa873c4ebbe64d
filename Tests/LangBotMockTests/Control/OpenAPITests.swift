import JSONCore
import LangBotMock
import Testing

@Suite(.serialized) struct OpenAPITests {
    @Test(arguments: MockProfile.names)
    func describesEveryOperationOnce(name: String) throws {
        let profile = try #require(MockProfile(name))
        let document = try JSONValue(parsing: Array(profile.openAPI()))
        #expect(document["openapi"] == "3.1.0")
        var described: [String] = []
        for (path, item) in try #require(document["paths"]?.objectValue) {
            for (method, operation) in try #require(item.objectValue) {
                described.append("\(method.uppercased()) \(path) \(operation["operationId"]?.stringValue ?? "")")
                let parameters = (operation["parameters"]?.arrayValue ?? []).filter { $0["in"] == "path" }
                let named = parameters.compactMap { $0["name"]?.stringValue }
                let templated = path.matches(of: /\{(\w+)\}/).map { String($0.output.1) }
                #expect(named == templated)
                #expect(operation["security"]?.arrayValue != nil)
            }
        }
        // OpenAPI describes no websockets.
        let routes = profile.routes.filter { $0.method != "WS" }.map { "\($0.method) \($0.path) \($0.operation)" }
        #expect(described.sorted() == routes.sorted())
    }

    @Test(arguments: MockProfile.all)
    func givesEverySuccessASchemaOfItsData(profile: MockProfile) throws {
        // These answer without an envelope, or without one that has data.
        let own = [
            "system.health", "monitoring.export", "settings.operation_log.export",
            "adapter.dingtalk.human_input_card_template", "adapter.dingtalk.stream_card_template",
        ]
        for (name, operation) in try OpenAPIDocument(profile).operations
        where !own.contains(name) && !name.hasPrefix("bot.inbound.") {
            let content = operation["responses"]?["200"]?["content"]?["application/json"]
            guard let schema = content?["schema"] else { continue }
            let envelope = schema["anyOf"]?[0] ?? schema
            let data = envelope["properties"]?["data"]
            #expect(data?.objectValue?.isEmpty == false, "\(name)")
        }
    }

    @Test func promisesNoFailureOfTheServerWhereThereIsNone() throws {
        let operations = try OpenAPIDocument(.documented).operations
        #expect(operations.allSatisfy { $0.value["responses"]?["500"] == nil })
    }

    @Test func tellsWhatAnUnknownBotLeadsToByRelease() throws {
        func statuses(_ profile: MockProfile) throws -> [String] {
            try OpenAPIDocument(profile).operations["bot.get"]?["responses"]?.objectValue?.names ?? []
        }
        #expect(try statuses(.documented) == ["200", "401", "404"])
        #expect(try statuses(.v4_5) == ["200", "401", "404"])
        #expect(try statuses(.v4_6) == ["200", "401", "500"])
        #expect(try statuses(.v4_11) == ["200", "401", "403", "404"])
    }

    @Test func linksWhatIsMadeToWhatAsksForIt() throws {
        let create = try OpenAPIDocument(.documented).operations["bot.create"]
        let link = create?["responses"]?["200"]?["links"]?["bot.delete"]
        #expect(link == ["operationId": "bot.delete", "parameters": ["bot_uuid": "$response.body#/data/uuid"]])
    }
}
