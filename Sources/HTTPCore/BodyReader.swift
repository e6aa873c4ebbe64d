/// Collects the content of one message from a buffer.
struct BodyReader {
    private enum State {
        case length(remaining: Int)
        case untilClose
        case chunkLine
        case chunkData(remaining: Int)
        case chunkEnd
        case trailers
        case complete
    }

    enum Fault: Error {
        case tooLarge
        case syntax(HTTPSyntaxError)
    }

    private var state: State
    private var scanner = LineScanner()
    private var trailerCount = 0
    private var trailerLength = 0
    private let limits: HTTPLimits
    private(set) var body: [UInt8] = []

    /// - Throws: ``Fault/tooLarge`` if the announced length exceeds the limit.
    init(_ framing: BodyFraming, _ limits: HTTPLimits) throws(Fault) {
        self.limits = limits
        switch framing {
        case .length(0): state = .complete
        case .length(let length):
            guard length <= limits.body else { throw .tooLarge }
            state = .length(remaining: length)
        case .chunked: state = .chunkLine
        case .untilClose: state = .untilClose
        }
    }

    var isComplete: Bool {
        if case .complete = state { true } else { false }
    }

    /// Whether the end of the connection is the end of the content.
    var endsWithConnection: Bool {
        if case .untilClose = state { true } else { false }
    }

    /// The content so far, which is handed over instead of kept.
    mutating func takeBody() -> [UInt8] {
        defer { body = [] }
        return body
    }

    /// Consumes as much of the buffer as possible.
    ///
    /// - Returns: whether the content is complete.
    mutating func read(_ buffer: inout InputBuffer) throws(Fault) -> Bool {
        while try step(&buffer) {}
        return isComplete
    }

    /// Makes one step; returns whether another may follow.
    private mutating func step(_ buffer: inout InputBuffer) throws(Fault) -> Bool {
        switch state {
        case .length(let remaining):
            let left = remaining - buffer.move(upTo: remaining, to: &body)
            state = left == 0 ? .complete : .length(remaining: left)
            return false
        case .untilClose:
            guard body.count + buffer.count <= limits.body else { throw .tooLarge }
            _ = buffer.move(upTo: buffer.count, to: &body)
            return false
        case .chunkData(let remaining):
            let left = remaining - buffer.move(upTo: remaining, to: &body)
            state = left == 0 ? .chunkEnd : .chunkData(remaining: left)
            return left == 0
        case .chunkLine: return try chunkLine(&buffer)
        case .chunkEnd: return try chunkEnd(&buffer)
        case .trailers: return try trailer(&buffer)
        case .complete: return false
        }
    }

    private mutating func line(_ buffer: inout InputBuffer, limit: Int) throws(Fault) -> [UInt8]? {
        let range: Range<Int>?
        do {
            range = try scanner.next(in: buffer, limit: limit)
        } catch {
            throw .syntax(error == .tooLong ? .chunk : .lineEnding)
        }
        guard let range else { return nil }
        let line = buffer.copy(range)
        buffer.consume(scanner.lineStart)
        scanner = LineScanner()
        return line
    }

    private mutating func chunkLine(_ buffer: inout InputBuffer) throws(Fault) -> Bool {
        guard let line = try line(&buffer, limit: limits.chunkLine) else { return false }
        guard let size = Self.chunkSize(line) else { throw .syntax(.chunk) }
        guard body.count + size <= limits.body else { throw .tooLarge }
        state = size == 0 ? .trailers : .chunkData(remaining: size)
        return true
    }

    /// Parses a chunk size.
    ///
    /// Extensions are validated and ignored (RFC 9112, section 7.1.1).
    private static func chunkSize(_ line: [UInt8]) -> Int? {
        let digits = line.prefix { $0.hexadecimalValue != nil }
        guard !digits.isEmpty, digits.count <= 15 else { return nil }
        let rest = line[digits.endIndex...].drop(while: \.isBlank)
        guard rest.first == nil || rest.first == UInt8(ascii: ";"), line.allSatisfy(\.isFieldContent) else {
            return nil
        }
        guard rest.first != nil || digits.endIndex == line.endIndex, hasClosedQuotes(rest) else { return nil }
        return digits.reduce(0) { $0 << 4 | ($1.hexadecimalValue ?? 0) }
    }

    /// Whether every quoted string ends: a parser that searches for its end beyond the line would see other chunks.
    private static func hasClosedQuotes(_ extensions: ArraySlice<UInt8>) -> Bool {
        var (isQuoted, isEscaped) = (false, false)
        for byte in extensions {
            if byte == UInt8(ascii: "\""), !isEscaped { isQuoted.toggle() }
            isEscaped = isQuoted && byte == UInt8(ascii: "\\") && !isEscaped
        }
        return !isQuoted
    }

    private mutating func chunkEnd(_ buffer: inout InputBuffer) throws(Fault) -> Bool {
        guard buffer.count >= 2 else {
            guard buffer.count == 0 || buffer[0] == 0x0D else { throw .syntax(.chunk) }
            return false
        }
        guard buffer[0] == 0x0D, buffer[1] == 0x0A else { throw .syntax(.chunk) }
        buffer.consume(2)
        state = .chunkLine
        return true
    }

    /// Validates trailer fields like any other, then drops them: nothing may depend on them.
    private mutating func trailer(_ buffer: inout InputBuffer) throws(Fault) -> Bool {
        guard let line = try line(&buffer, limit: limits.trailers - trailerLength) else { return false }
        if line.isEmpty {
            state = .complete
            return false
        }
        trailerLength += line.count
        trailerCount += 1
        guard trailerCount <= limits.fieldCount else { throw .syntax(.chunk) }
        do {
            _ = try FieldParser.fields([0..<line.count], in: line)
        } catch {
            throw .syntax(error)
        }
        return true
    }
}
