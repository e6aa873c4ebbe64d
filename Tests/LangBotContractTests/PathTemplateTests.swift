import LangBotContract
import Testing

@Suite struct PathTemplateTests {
    @Test func fillsItsParameters() {
        let template: PathTemplate = "/a/{x}/b/{y}"
        #expect(template.parameters == ["x", "y"])
        #expect(template.path(["x": "1", "y": "2"]) == "/a/1/b/2")
        #expect(template.path(["x": "1"]) == "/a/1/b/{y}")
        #expect("\(template)" == "/a/{x}/b/{y}")
    }
}
