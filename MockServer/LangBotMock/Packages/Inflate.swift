/// Reads deflated data (RFC 1951).
struct Inflate {
    private let input: ArraySlice<UInt8>
    private var position: Int
    private var bits: UInt32 = 0
    private var bitCount = 0
    private var output: [UInt8] = []
    private let limit: Int

    private static let damaged = PackageFault(kind: "error", text: "Error -3 while decompressing data: invalid data")
    private static let truncated = PackageFault(kind: "EOFError", text: "Compressed file ended before its end")

    /// Reads all of the data.
    ///
    /// - Parameter limit: the size that the result must not exceed.
    static func inflated(_ input: ArraySlice<UInt8>, limit: Int) throws(PackageFault) -> [UInt8] {
        var reader = Inflate(input: input, position: input.startIndex, limit: limit)
        try reader.run()
        return reader.output
    }

    private init(input: ArraySlice<UInt8>, position: Int, limit: Int) {
        (self.input, self.position, self.limit) = (input, position, limit)
    }

    private mutating func run() throws(PackageFault) {
        var isLast = false
        while !isLast {
            isLast = try take(1) == 1
            switch try take(2) {
            case 0: try copyStored()
            case 1: try expand(Self.fixedLengths, Self.fixedDistances)
            case 2:
                let (lengths, distances) = try readTrees()
                try expand(lengths, distances)
            default: throw Self.damaged
            }
        }
    }

    private mutating func take(_ count: Int) throws(PackageFault) -> Int {
        while bitCount < count {
            guard position < input.endIndex else { throw Self.truncated }
            bits |= UInt32(input[position]) << UInt32(bitCount)
            position += 1
            bitCount += 8
        }
        let value = bits & ((1 << UInt32(count)) - 1)
        bits >>= UInt32(count)
        bitCount -= count
        return Int(value)
    }

    private mutating func copyStored() throws(PackageFault) {
        (bits, bitCount) = (0, 0)
        guard input.endIndex - position >= 4 else { throw Self.truncated }
        let length = Int(input[position]) | Int(input[position + 1]) << 8
        let complement = Int(input[position + 2]) | Int(input[position + 3]) << 8
        guard length == ~complement & 0xFFFF else { throw Self.damaged }
        position += 4
        guard input.endIndex - position >= length else { throw Self.truncated }
        try reserve(length)
        output.append(contentsOf: input[position..<position + length])
        position += length
    }

    private func reserve(_ count: Int) throws(PackageFault) {
        guard output.count + count <= limit else { throw Self.damaged }
    }

    private mutating func expand(_ lengths: Tree, _ distances: Tree) throws(PackageFault) {
        while true {
            let symbol = try decode(lengths)
            if symbol < 256 {
                try reserve(1)
                output.append(UInt8(symbol))
            } else if symbol == 256 {
                return
            } else {
                guard symbol - 257 < Self.lengthBases.count else { throw Self.damaged }
                let length = Self.lengthBases[symbol - 257] + (try take(Self.lengthBits[symbol - 257]))
                let index = try decode(distances)
                guard index < Self.distanceBases.count else { throw Self.damaged }
                let distance = Self.distanceBases[index] + (try take(Self.distanceBits[index]))
                guard distance <= output.count else { throw Self.damaged }
                try reserve(length)
                for _ in 0..<length { output.append(output[output.count - distance]) }
            }
        }
    }

    private mutating func readTrees() throws(PackageFault) -> (Tree, Tree) {
        let (literalCount, distanceCount) = (try take(5) + 257, try take(5) + 1)
        let codeCount = try take(4) + 4
        guard literalCount <= 286, distanceCount <= 30 else { throw Self.damaged }
        var codeLengths = [Int](repeating: 0, count: 19)
        for index in 0..<codeCount { codeLengths[Self.codeOrder[index]] = try take(3) }
        guard let codes = Tree(codeLengths) else { throw Self.damaged }
        var lengths: [Int] = []
        while lengths.count < literalCount + distanceCount {
            let symbol = try decode(codes)
            switch symbol {
            case 0..<16: lengths.append(symbol)
            case 16:
                guard let last = lengths.last else { throw Self.damaged }
                lengths += [Int](repeating: last, count: try take(2) + 3)
            case 17: lengths += [Int](repeating: 0, count: try take(3) + 3)
            default: lengths += [Int](repeating: 0, count: try take(7) + 11)
            }
        }
        guard lengths.count == literalCount + distanceCount, lengths[256] > 0,
            let literals = Tree(lengths[..<literalCount]), let distances = Tree(lengths[literalCount...])
        else { throw Self.damaged }
        return (literals, distances)
    }

    private mutating func decode(_ tree: Tree) throws(PackageFault) -> Int {
        var (code, first, index) = (0, 0, 0)
        for length in 1...15 {
            code |= try take(1)
            let count = tree.counts[length]
            if code - count < first { return tree.symbols[index + code - first] }
            index += count
            first = (first + count) << 1
            code <<= 1
        }
        throw Self.damaged
    }

    /// A canonical Huffman code: how many codes have each length, and their symbols in order.
    private struct Tree {
        let counts: [Int]
        let symbols: [Int]

        /// Nil if there are more codes than their lengths allow.
        init?(_ lengths: some Collection<Int>) {
            var counts = [Int](repeating: 0, count: 16)
            for length in lengths { counts[length] += 1 }
            counts[0] = 0
            var left = 1
            for length in 1...15 {
                left = left << 1 - counts[length]
                if left < 0 { return nil }
            }
            var offsets = [Int](repeating: 0, count: 16)
            for length in 1..<15 { offsets[length + 1] = offsets[length] + counts[length] }
            var symbols = [Int](repeating: 0, count: lengths.count)
            for (symbol, length) in lengths.enumerated() where length > 0 {
                symbols[offsets[length]] = symbol
                offsets[length] += 1
            }
            (self.counts, self.symbols) = (counts, symbols)
        }

        init(fixed lengths: [Int]) {
            self = Tree(lengths) ?? Tree(counts: [Int](repeating: 0, count: 16), symbols: [])
        }

        private init(counts: [Int], symbols: [Int]) {
            (self.counts, self.symbols) = (counts, symbols)
        }
    }

    private static let fixedLengths = Tree(
        fixed: (0..<288).map { $0 < 144 ? 8 : $0 < 256 ? 9 : $0 < 280 ? 7 : 8 }
    )
    private static let fixedDistances = Tree(fixed: [Int](repeating: 5, count: 30))
    private static let codeOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]
    private static let lengthBases = [
        3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227,
        258,
    ]
    private static let lengthBits = [
        0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
    ]
    private static let distanceBases = [
        1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097,
        6145, 8193, 12289, 16385, 24577,
    ]
    private static let distanceBits = [
        0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13,
    ]
}
