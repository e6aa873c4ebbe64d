/// What the fuzzer gives: the first byte says how the bytes after it are cut.
struct FuzzInput {
    let bytes: [UInt8]
    /// The same bytes in pieces.
    let pieces: [ArraySlice<UInt8>]

    init?(_ start: UnsafePointer<UInt8>, _ count: Int) {
        guard let first = UnsafeBufferPointer(start: start, count: count).first else { return nil }
        bytes = Array(UnsafeBufferPointer(start: start + 1, count: count - 1))
        pieces = Self.cut(bytes, first)
    }

    /// A digit cuts into pieces of so many bytes, any other byte cuts once, after as many as its value is.
    static func cut(_ bytes: [UInt8], _ how: UInt8) -> [ArraySlice<UInt8>] {
        guard (UInt8(ascii: "1")...UInt8(ascii: "9")).contains(how) else {
            let place = min(Int(how), bytes.count)
            return [bytes[..<place], bytes[place...]]
        }
        let length = Int(how - UInt8(ascii: "0"))
        return stride(from: 0, to: bytes.count, by: length).map { bytes[$0..<min($0 + length, bytes.count)] }
    }
}
