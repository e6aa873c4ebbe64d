import Testing

@testable import LangBotMock

@Suite(.serialized) struct SpreadArrayTests {
    /// What a spread array shall hold, and where.
    private struct Model {
        var spread = SpreadArray<Int>()
        var elements: [Int] = []
        var positions: [Int: Int] = [:]

        mutating func append(_ element: Int) {
            positions[element] = spread.endPosition
            spread.append(element)
            elements.append(element)
        }

        /// Returns how many other elements were moved.
        mutating func remove(_ element: Int) -> Int {
            guard let position = positions.removeValue(forKey: element) else { return 0 }
            let moved = spread.remove(at: position)
            for position in moved {
                if let element = spread[position] { positions[element] = position }
            }
            elements.removeAll { $0 == element }
            return moved.count
        }

        var isRight: Bool {
            spread.elementsEqual(elements) && positions.allSatisfy { spread[$0.value] == $0.key }
        }
    }

    /// Lengths around those of one and two parts.
    @Test(arguments: [0, 1, 2, 1023, 1024, 1025, 2048, 2049, 5000])
    func isAsAnArrayIs(count: Int) {
        var model = Model()
        for number in 0..<count { model.append(number) }
        #expect(model.isRight)
        for number in stride(from: 0, to: count, by: 7) { model.spread.replace(at: number, with: -number) }
        #expect(model.spread.elementsEqual((0..<count).map { $0 % 7 == 0 ? -$0 : $0 }))
    }

    /// From the first on, from the last on, every other one first, and here and there.
    @Test(arguments: ["first", "last", "other", "scattered"], [33, 1024, 3000])
    func forgetsWhatIsRemoved(order: String, count: Int) {
        var model = Model()
        for number in 0..<count { model.append(number) }
        let removed =
            switch order {
            case "first": Array(0..<count)
            case "last": Array((0..<count).reversed())
            case "other": Array(stride(from: 0, to: count, by: 2)) + Array(stride(from: 1, to: count, by: 2))
            default: (0..<count).map { $0 * 7919 % count }
            }
        for (index, number) in removed.enumerated() {
            #expect(model.remove(number) <= 512)
            if index % 97 == 0 { #expect(model.isRight, "after \(index)") }
        }
        #expect(model.elements.isEmpty && model.isRight)
        model.append(-1)
        #expect(model.isRight)
    }

    @Test func goesOnWhileMuchComesAndGoes() {
        var model = Model()
        for number in 0..<6000 {
            model.append(number)
            guard number % 300 == 0 else { continue }
            while model.elements.count > 50 { _ = model.remove(model.elements[number * 31 % model.elements.count]) }
            #expect(model.isRight, "after \(number)")
        }
        #expect(model.isRight)
    }

    /// What has gone must take neither memory nor time.
    @Test func forgetsThePartsThatHaveGone() {
        var model = Model()
        for number in 0..<20_000 {
            model.append(number)
            if number >= 10 { _ = model.remove(number - 10) }
        }
        #expect(model.isRight)
        let parts = Mirror(reflecting: model.spread).descendant("parts").map { Mirror(reflecting: $0).children.count }
        #expect((1...2).contains(parts ?? 0))
    }

    @Test func aCopyStaysAsItWas() {
        var spread = SpreadArray<Int>()
        for number in 0..<3000 { spread.append(number) }
        let copy = spread
        spread.replace(at: 2000, with: -1)
        _ = spread.remove(at: 1)
        spread.append(-2)
        #expect(copy.elementsEqual(0..<3000))
        #expect(spread.elementsEqual([0] + (2..<2000) + [-1] + (2001..<3000) + [-2]))
    }
}
