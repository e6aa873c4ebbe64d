@testable import LangBotMock

/// A form reads as what it was written from; bytes that are no form are refused.
///
/// The bytes are taken as a form whose boundary is `b`, as a media type, and as the parts of a form: a line for the
/// name, one for the file's name and the content up to a line feed.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    if let form = try? MultipartForm(bytes, boundary: "b") {
        let total = form.parts.reduce(0) { $0 + $1.content.count + $1.name.utf8.count }
        require(total <= 3 * bytes.count, "the parts are larger than the form")
    }
    if let boundary = MultipartForm.boundary("multipart/form-data; boundary=" + String(decoding: bytes, as: UTF8.self))
    {
        require((1...70).contains(boundary.utf8.count), "the boundary is too short or too long")
    }
    checkRoundTrip(parts(bytes))
    return 0
}

private typealias Part = (name: String, fileName: String?, content: [UInt8])

private func parts(_ bytes: [UInt8]) -> [Part] {
    let lines = bytes.split(separator: 0x0A, maxSplits: 30, omittingEmptySubsequences: false).map(Array.init)
    return stride(from: 0, to: lines.count - 2, by: 3).map { first in
        let fileName = lines[first + 1].isEmpty ? nil : text(lines[first + 1])
        return (text(lines[first]), fileName, lines[first + 2])
    }
}

/// A name, which must not hold line ends.
private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes.filter { $0 != 0x0D }, as: UTF8.self) }

private func checkRoundTrip(_ parts: [Part]) {
    guard !parts.isEmpty else { return }
    let boundary = boundary(notIn: parts)
    let type = "Multipart/Form-Data; charset=\"a;b\"; Boundary=\"\(boundary)\""
    require(MultipartForm.boundary(type) == boundary, "the boundary reads otherwise")
    var bytes: [UInt8] = []
    for part in parts {
        bytes += "--\(boundary)\r\nContent-Type: a/b\r\nContent-Disposition: form-data; name=\(quoted(part.name))".utf8
        if let fileName = part.fileName { bytes += "; filename=\(quoted(fileName))".utf8 }
        bytes += "\r\n\r\n".utf8
        bytes += part.content
        bytes += [0x0D, 0x0A]
    }
    bytes += "--\(boundary)--\r\n".utf8
    guard let form = try? MultipartForm(bytes, boundary: boundary), form.parts.count == parts.count else {
        fatalError("the form that was written is refused or has other parts")
    }
    for (read, part) in zip(form.parts, parts) {
        require(read.content == part.content, "the content reads otherwise")
        require(Array(read.name.utf8) == Array(part.name.utf8), "the name reads otherwise")
        require(
            read.fileName.map { Array($0.utf8) } == part.fileName.map { Array($0.utf8) },
            "the file name differs"
        )
    }
}

private func quoted(_ text: String) -> String {
    var output = "\""
    for scalar in text.unicodeScalars {
        if scalar == "\"" || scalar == "\\" { output.unicodeScalars.append("\\") }
        output.unicodeScalars.append(scalar)
    }
    output.unicodeScalars.append("\"")
    return output
}

/// A boundary that occurs nowhere: a content has fewer bytes than letters are added.
private func boundary(notIn parts: [Part]) -> String {
    var candidates = (0..<64).lazy.map { "b" + String(repeating: "-", count: $0 % 8) + "\($0)" }.makeIterator()
    while let candidate = candidates.next() {
        let needle = Array("--\(candidate)".utf8)
        if !parts.contains(where: { contains(needle, $0.content) }) { return candidate }
    }
    return "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
}

private func contains(_ needle: [UInt8], _ bytes: [UInt8]) -> Bool {
    bytes.count >= needle.count
        && (0...(bytes.count - needle.count)).contains { bytes[$0...].starts(with: needle) }
}
