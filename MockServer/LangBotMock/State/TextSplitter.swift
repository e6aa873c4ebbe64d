/// Splits a text into pieces that are not too long and overlap, at paragraphs if possible, or else at lines, words or
/// characters.
struct TextSplitter {
    private static let separators = ["\n\n", "\n", " ", ""]

    let size: Int
    let overlap: Int

    func split(_ text: String) -> [String] {
        split(Array(text.unicodeScalars), Self.separators[...]).map { scalars in
            var text = String.UnicodeScalarView()
            text.append(contentsOf: scalars)
            return String(text)
        }
    }

    private typealias Piece = [Unicode.Scalar]

    private func split(_ text: Piece, _ separators: ArraySlice<String>) -> [Piece] {
        var separator = separators.last ?? ""
        var rest: ArraySlice<String> = []
        for (index, candidate) in zip(separators.indices, separators) {
            guard candidate.isEmpty || contains(text, Array(candidate.unicodeScalars)) else { continue }
            separator = candidate
            rest = candidate.isEmpty ? [] : separators[(index + 1)...]
            break
        }
        var chunks: [Piece] = []
        var short: [Piece] = []
        for piece in pieces(text, Array(separator.unicodeScalars)) {
            if piece.count < size {
                short.append(piece)
                continue
            }
            if !short.isEmpty { chunks += merged(short) }
            short = []
            chunks += rest.isEmpty ? [piece] : split(piece, rest)
        }
        if !short.isEmpty { chunks += merged(short) }
        return chunks
    }

    private func contains(_ text: Piece, _ separator: Piece) -> Bool {
        guard let first = separator.first, text.count >= separator.count else { return false }
        return (0...(text.count - separator.count)).contains { start in
            text[start] == first && text[start...].starts(with: separator)
        }
    }

    /// The text cut before each separator.
    private func pieces(_ text: Piece, _ separator: Piece) -> [Piece] {
        guard !separator.isEmpty else { return text.map { [$0] } }
        var pieces: [Piece] = []
        var (start, index) = (0, 0)
        while index < text.count {
            if text[index] == separator[0], text[index...].starts(with: separator) {
                if index > start { pieces.append(Array(text[start..<index])) }
                start = index
                index += separator.count
            } else {
                index += 1
            }
        }
        if start < text.count { pieces.append(Array(text[start...])) }
        return pieces
    }

    /// Joins short pieces up to the size; each chunk begins with the end of the one before.
    private func merged(_ pieces: [Piece]) -> [Piece] {
        var chunks: [Piece] = []
        var window: [Piece] = []
        var total = 0
        for piece in pieces {
            if total + piece.count > size, !window.isEmpty {
                if let chunk = trimmed(window) { chunks.append(chunk) }
                var dropped = 0
                while total > overlap || (total + piece.count > size && total > 0) {
                    total -= window[dropped].count
                    dropped += 1
                }
                window.removeFirst(dropped)
            }
            window.append(piece)
            total += piece.count
        }
        if let chunk = trimmed(window) { chunks.append(chunk) }
        return chunks
    }

    private func trimmed(_ window: [Piece]) -> Piece? {
        let text = window.joined().drop { $0.properties.isWhitespace }
        guard let end = text.lastIndex(where: { !$0.properties.isWhitespace }) else { return nil }
        return Array(text[...end])
    }
}
