import JSONCore
import Testing

@Suite struct JSONWriterTests {
    @Test func writesOneLineInTheOrderGiven() {
        let value: JSONValue = ["b": [1, 2.5, nil, true], "a": "x"]
        #expect(value.description == #"{"b":[1,2.5,null,true],"a":"x"}"#)
    }

    @Test func writesManyLinesSorted() {
        let value: JSONValue = ["b": [1], "a": [:], "c": []]
        let expected = """
            {
              "a": {},
              "b": [
                1
              ],
              "c": []
            }
            """
        #expect(String(decoding: value.serialized(.pretty), as: UTF8.self) == expected)
    }

    @Test func escapesWhatMustBeEscaped() {
        #expect(JSONValue.string("\"\\\n\r\t\u{0}\u{1F}é/").description == "\"\\\"\\\\\\n\\r\\t\\u0000\\u001fé/\"")
    }

    @Test func keepsNumbersAsTheyWereWritten() throws {
        let text = "[9223372036854775807,-9223372036854775808,123456789012345678901234567890,0.1,1e400]"
        #expect(try JSONValue(parsing: text).description == text)
    }
}
