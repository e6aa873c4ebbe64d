import JSONCore
import Testing

@testable import LangBotMock

@Suite struct RecordTableTests {
    private static let names = (0..<4200).map { "server \($0)" }

    private static func table() -> RecordTable {
        var table = RecordTable()
        for name in names { table[name] = ["name": .string(name)] }
        return table
    }

    /// More than are kept in one piece, of which one in twenty goes.
    @Test func findsEachOfManyRecords() {
        var table = Self.table()
        var kept: [String] = []
        for (index, name) in Self.names.enumerated() {
            #expect(table[name] == ["name": .string(name)])
            guard index % 20 == 0 else {
                kept.append(name)
                continue
            }
            table[name] = nil
            #expect(table[name] == nil && !table.contains(name))
        }
        #expect(table.count == kept.count)
        #expect(table.entries.map(\.identifier) == kept)
        #expect(table.records.compactMap { $0["name"]?.stringValue } == kept)
    }

    /// Gaps are closed when more than half of a part of a table has gone, and everything must still be found.
    @Test func findsWhatIsLeftOfMany() {
        var table = Self.table()
        var kept = Self.names.enumerated().filter { $0.offset % 20 == 0 }.map(\.element)
        for name in Set(Self.names).subtracting(kept) { table[name] = nil }
        table["last"] = ["name": "last"]
        kept.append("last")
        for name in kept {
            table[name]?["mode"] = "stdio"
            #expect(table[name] == ["name": .string(name), "mode": "stdio"])
        }
        #expect(table.entries.map(\.identifier) == kept)
        #expect(table.records.allSatisfy { $0["mode"] == "stdio" })
        #expect(table.first { $0["name"] == "last" } != nil && table.first { $0["name"] == "server 1" } == nil)
    }

    /// From the first on, from the last on, every other one first, and here and there; each time a new one is added.
    @Test(arguments: ["first", "last", "other", "scattered"])
    func staysInOrderWhileRecordsComeAndGo(order: String) {
        let count = 300
        let removed =
            switch order {
            case "first": Array(0..<count)
            case "last": Array((0..<count).reversed())
            case "other": Array(stride(from: 0, to: count, by: 2)) + Array(stride(from: 1, to: count, by: 2))
            default: (0..<count).map { $0 * 7919 % count }
            }
        var names = Self.names.prefix(count).map(\.self)
        var table = RecordTable()
        for name in names { table[name] = ["name": .string(name)] }
        for (index, number) in removed.enumerated() {
            table[Self.names[number]] = nil
            table["new \(index)"] = ["name": .string("new \(index)")]
            names.removeAll { $0 == Self.names[number] }
            names.append("new \(index)")
            #expect(table.entries.map(\.identifier) == names)
            #expect(names.allSatisfy { table[$0]?["name"]?.stringValue == $0 })
        }
    }

    @Test func aCopyStaysAsItWas() {
        var table = Self.table()
        let copy = table
        table["server 7"] = nil
        table["server 8"] = ["name": "other"]
        table["last"] = [:]
        #expect(copy.entries.map(\.identifier) == Self.names)
        #expect(copy["server 7"] == ["name": "server 7"] && copy["server 8"] == ["name": "server 8"])
    }

    @Test func removesEveryRecordOfAKind() {
        var table = Self.table()
        table.removeAll { $0["name"]?.stringValue?.hasSuffix("0") != true }
        let kept = Self.names.filter { $0.hasSuffix("0") }
        #expect(table.entries.map(\.identifier) == kept)
        #expect(table["server 10"] != nil && table["server 11"] == nil)
    }
}
