import JSONCore
import Testing

@Suite struct JSONObjectTests {
    @Test func setsReplacesAndRemoves() {
        var object: JSONObject = ["a": 1]
        object["b"] = 2
        object["a"] = 3
        #expect(object.names == ["a", "b"])
        object["a"] = nil
        #expect(object == ["b": 2])
    }

    @Test func writesEveryChangeOfAnObjectThatKeepsItsText() {
        let object = (["b": 1, "a": ["c": "\""]] as JSONObject).keepingText()
        func text(after change: (inout JSONObject) -> Void) -> String {
            var changed = object
            change(&changed)
            return JSONValue.object(changed).description
        }
        #expect(text { _ in } == #"{"b":1,"a":{"c":"\""}}"#)
        #expect(text { $0["d"] = 2 } == #"{"b":1,"a":{"c":"\""},"d":2}"#)
        #expect(text { ($0["d"], $0["e"]) = (2, 3) } == #"{"b":1,"a":{"c":"\""},"d":2,"e":3}"#)
        #expect(text { ($0["d"], $0["a"]) = (2, 0) } == #"{"b":1,"a":0,"d":2}"#)
        #expect(text { $0["b"] = nil } == #"{"a":{"c":"\""}}"#)
        #expect(text { $0 = $0.sortedByName() } == #"{"a":{"c":"\""},"b":1}"#)
        #expect(text { $0 = $0.merging(["b": 2, "d": 3]).keepingText() } == #"{"b":2,"a":{"c":"\""},"d":3}"#)
        #expect(JSONValue.object(JSONObject().keepingText().merging(["a": 1])).description == #"{"a":1}"#)
    }

    @Test func comparesWithoutOrder() {
        #expect(JSONObject([("a", 1), ("b", 2)]) == JSONObject([("b", 2), ("a", 1)]))
        #expect(JSONObject([("a", 1)]).hashValue == JSONObject([("a", 0), ("a", 1)]).hashValue)
    }

    @Test func mergesWithTheOtherWinning() {
        #expect((["a": 1, "b": 2] as JSONObject).merging(["b": 3, "c": 4]) == ["a": 1, "b": 3, "c": 4])
    }

    /// Members that are there keep their places, others follow in their own order.
    @Test(arguments: [3, 20])
    func mergesInOrder(count: Int) {
        let own = JSONObject((0..<count).map { ("\($0)", .integer(Int64($0))) })
        let other: JSONObject = ["new": 1, "0": 2, "newer": 3, "\(count - 1)": 4]
        let merged = own.merging(other)
        #expect(merged.names == own.names + ["new", "newer"])
        #expect(merged["0"] == 2 && merged["1"] == 1 && merged["\(count - 1)"] == 4 && merged["newer"] == 3)
        #expect(own["0"] == 0 && own.count == count)
    }

    @Test func readsThroughValues() throws {
        let value = try JSONValue(parsing: #"{"data":{"bots":[{"name":"x"}]},"code":0.0}"#)
        #expect(value["data"]?["bots"]?[0]?["name"]?.stringValue == "x")
        #expect(value["data"]?["bots"]?[1] == nil)
        #expect(value["code"]?.integerValue == 0)
    }
}
