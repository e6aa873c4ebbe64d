import LangBotMock
import Testing

@Suite(.serialized) struct MultipartFormTests {
    private static let noBoundary = "The form does not start with its boundary"

    private func parse(_ text: String, boundary: String = "b") throws -> MultipartForm {
        try MultipartForm(Array(text.utf8), boundary: boundary)
    }

    private func part(_ head: String, _ content: String) -> String {
        "--b\r\nContent-Disposition: form-data; \(head)\r\n\r\n\(content)\r\n"
    }

    @Test(arguments: [
        ("multipart/form-data; boundary=b", "b"), ("Multipart/Form-Data; charset=x; boundary=\"a b\"", "a b"),
        ("multipart/form-data", nil), ("multipart/mixed; boundary=b", nil), ("multipart/form-data; boundary=", nil),
        ("multipart/form-data; boundary=\"b \"", nil), ("", nil),
        ("multipart/form-data; boundary=\(String(repeating: "x", count: 71))", nil),
    ])
    func readsTheBoundary(type: String, boundary: String?) {
        #expect(MultipartForm.boundary(type) == boundary)
    }

    @Test func readsParts() throws {
        let form = try parse(
            "preamble\r\n" + part("name=\"a\"", "1") + part("name=file; filename=\"x;\\\"y.txt\"", "2\r\n--c\r\n")
                + part("name=empty", "") + "--b--\r\nepilogue"
        )
        #expect(form.parts.count == 3)
        #expect(form["a"]?.content == Array("1".utf8))
        #expect(form["file"]?.fileName == "x;\"y.txt")
        #expect(form["file"]?.content == Array("2\r\n--c\r\n".utf8))
        #expect(form["empty"]?.content == [])
        #expect(form["none"] == nil)
    }

    @Test(arguments: ["\u{301}", "a\u{301}", "\u{301}\";=b\u{301}", "\u{200D}x;", "\\\u{301}"])
    func marksThatCombineAreReadAsWritten(name: String) throws {
        let quoted = name.unicodeScalars.map { "\\\"".unicodeScalars.contains($0) ? "\\\($0)" : "\($0)" }.joined()
        let form = try parse(part("name=\"\(quoted)\"; filename=\"\(quoted)\"", "1") + "--b--")
        #expect(form.parts.first.map { Array($0.name.utf8) } == Array(name.utf8))
        #expect(form.parts.first?.fileName.map { Array($0.utf8) } == Array(name.utf8))
    }

    @Test func everyCutIsNoticed() throws {
        let whole = part("name=\"a\"", "1") + part("name=\"b\"; filename=\"c\"", "2") + "--b--"
        #expect(try parse(whole).parts.count == 2)
        for length in 0..<whole.utf8.count {
            let cut = String(decoding: Array(whole.utf8.prefix(length)), as: UTF8.self)
            let sentence = length < 5 ? Self.noBoundary : "The form is malformed or cut off"
            #expect(throws: DomainError.invalid(sentence), "\(length)") { try parse(cut) }
        }
    }

    @Test func randomBytesAreNoForm() {
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<500 {
            let bytes = (0..<64).map { _ in Array("-b\r\n: ;=\"x".utf8).randomElement(using: &generator) ?? 0 }
            _ = try? MultipartForm(bytes, boundary: "b")
        }
        #expect(throws: DomainError.invalid(Self.noBoundary)) { try parse("--bx\r\n\r\n\r\n--b--") }
    }

    @Test func hasLimits() {
        let many = String(repeating: part("name=a", ""), count: 101) + "--b--"
        #expect(throws: DomainError.invalid("The form has more than 100 parts")) { try parse(many) }
        let long = part("name=\"\(String(repeating: "x", count: 9000))\"", "") + "--b--"
        #expect(throws: DomainError.invalid("The form is malformed or cut off")) { try parse(long) }
    }
}
