import JSONCore

/// A passage of a stored document.
struct Passage: Sendable {
    let file: String
    let name: String
    let index: Int
    let text: String
    private var score = 0.0

    init(file: String, name: String, index: Int, text: String) {
        self.file = file
        self.name = name
        self.index = index
        self.text = text
    }

    /// Splits a text into paragraphs at blank lines.
    static func split(_ text: String) -> [String] {
        var paragraphs: [String] = []
        var lines: [Substring] = []
        let all = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        for line in all + [Substring()] {
            if line.contains(where: { !$0.isWhitespace }) {
                lines.append(line)
            } else if !lines.isEmpty {
                paragraphs.append(lines.joined(separator: "\n"))
                lines = []
            }
        }
        return paragraphs
    }

    /// The passages that share words with a query, best match first; the sort is stable.
    static func ranked(_ passages: [Passage], for query: String) -> [Passage] {
        let wanted = words(query)
        guard !wanted.isEmpty else { return [] }
        let found = passages.compactMap { passage -> Passage? in
            let shared = wanted.intersection(words(passage.text)).count
            guard shared > 0 else { return nil }
            var passage = passage
            passage.score = Double(shared) / Double(wanted.count)
            return passage
        }
        return found.enumerated().sorted { lhs, rhs in
            lhs.element.score == rhs.element.score ? lhs.offset < rhs.offset : lhs.element.score > rhs.element.score
        }.map(\.element)
    }

    private static func words(_ text: String) -> Set<String> {
        Set(text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init))
    }

    var json: JSONValue {
        [
            "id": .string("\(file)-\(index)"),
            "content": [["type": "text", "text": .string(text)]],
            "metadata": ["file_id": .string(file), "document_name": .string(name), "text": .string(text)],
            "distance": .double(1 - score),
            "score": .double(score),
        ]
    }
}
