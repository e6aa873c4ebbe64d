import Testing

@testable import LangBotMock

@Suite struct SpreadArrayTests {
    /// Lengths around those of one and two parts.
    @Test(arguments: [0, 1, 2, 1023, 1024, 1025, 2048, 2049, 5000])
    func isAsAnArrayIs(count: Int) {
        var spread = SpreadArray<Int>()
        var array: [Int] = []
        for number in 0..<count {
            spread.append(number)
            array.append(number)
        }
        #expect(spread.count == count)
        #expect(spread.elementsEqual(array))
        for position in stride(from: 0, to: count, by: 7) {
            spread[position] *= 3
            array[position] *= 3
        }
        #expect(spread.elementsEqual(array))
        #expect(spread.filter { $0 % 2 == 0 }.elementsEqual(array.filter { $0 % 2 == 0 }))
        #expect(spread.last == array.last)
    }

    @Test func aCopyStaysAsItWas() {
        var spread = SpreadArray<Int>()
        for number in 0..<3000 { spread.append(number) }
        let copy = spread
        spread[2000] = -1
        spread.append(-2)
        #expect(copy.elementsEqual(0..<3000))
        #expect(spread[2000] == -1 && spread.count == 3001)
    }
}
