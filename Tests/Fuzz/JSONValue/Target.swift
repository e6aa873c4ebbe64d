import JSONCore

/// What was read and written must read as the same, in either style.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    guard let value = try? JSONValue(parsing: Array(UnsafeBufferPointer(start: start, count: count))) else { return 0 }
    for style in [JSONValue.Style.compact, .pretty] {
        let written = value.serialized(style)
        let again = try? JSONValue(parsing: written)
        require(again == value && again?.serialized(style) == written, "what was written reads otherwise")
    }
    if case .object(let object) = value {
        let kept = JSONValue.object(object.keepingText())
        require(kept.serialized() == value.serialized(), "the text that is kept differs")
    }
    return 0
}
