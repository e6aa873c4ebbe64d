import HTTPCore
import Testing

@Suite struct HTTPFieldsTests {
    @Test func findsNamesInAnyCase() {
        var fields: HTTPFields = ["X-API-Key": "a", "Accept": "b"]
        fields.append("x-api-key", "c")
        #expect(fields["X-Api-KEY"] == "a")
        #expect(fields.values("x-api-key") == ["a", "c"])
        #expect(fields.count(of: "X-api-key") == 2)
        #expect(fields.count(of: "b") == 0)
        #expect(fields["X-API-Keys"] == nil)
        #expect(!fields.contains("X_API_Key"))
    }

    @Test func setsAndRemoves() {
        var fields: HTTPFields = ["A": "1", "B": "2", "a": "3"]
        fields.set("A", "4")
        #expect(fields == ["B": "2", "A": "4"])
        fields.remove("b")
        #expect(fields == ["A": "4"])
    }

    @Test func splitsLists() {
        let fields: HTTPFields = ["A": "x ,\tY", "B": "z", "a": "w"]
        #expect(fields.tokens("A") == ["x", "y", "w"])
        #expect(fields.tokens("C").isEmpty)
    }

    @Test func readsAndWritesISO88591() {
        let fields: HTTPFields = ["A": "é\u{FF}"]
        #expect(fields["A"] == "é\u{FF}")
        let request = HTTPRequest(.get, "/", fields: fields)
        #expect(request.bytes.contains(0xE9))
    }
}
