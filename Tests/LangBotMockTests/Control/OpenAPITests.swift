import JSONCore
import LangBotMock
import Testing

@Suite struct OpenAPITests {
    @Test(arguments: MockProfile.names)
    func describesEveryOperationOnce(name: String) throws {
        let profile = try #require(MockProfile(name))
        let document = try JSONValue(parsing: Array(profile.openAPI()))
        #expect(document["openapi"] == "3.1.0")
        var described: [String] = []
        for (path, item) in try #require(document["paths"]?.objectValue) {
            for (method, operation) in try #require(item.objectValue) {
                described.append("\(method.uppercased()) \(path) \(operation["operationId"]?.stringValue ?? "")")
                let named = (operation["parameters"]?.arrayValue ?? []).compactMap { $0["name"]?.stringValue }
                let templated = path.matches(of: /\{(\w+)\}/).map { String($0.output.1) }
                #expect(named == templated)
                #expect(operation["security"]?.arrayValue != nil)
            }
        }
        let routes = profile.routes.map { "\($0.method) \($0.path) \($0.operation)" }
        #expect(described.sorted() == routes.sorted())
    }
}
