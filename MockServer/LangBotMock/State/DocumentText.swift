/// The text of documents, as the built-in knowledge engine reads it.
enum DocumentText {
    /// The text of a document; nil if its kind has none.
    static func extracted(_ document: World.Document, named name: String) -> String? {
        switch name.split(separator: ".").last?.lowercased() {
        case "txt": document.text
        case "md": markdown(document.text)
        case "html": html(document.text)
        case "docx": word(document.content)
        default: nil
        }
    }

    /// The text of a Markdown document: headings and items keep their marks.
    private static func markdown(_ text: String) -> String {
        var lines: [String] = []
        for line in text.split(omittingEmptySubsequences: true, whereSeparator: \.isNewline) {
            var line = trimmed(line)
            if line.isEmpty { continue }
            if let mark = ["- ", "* ", "+ "].first(where: line.hasPrefix) {
                line = "* " + line.dropFirst(mark.count)
            }
            let isItem = line.hasPrefix("* ")
            let body = (isItem ? line.dropFirst(2) : line[...]).filter { !"*`".contains($0) }
            lines.append(isItem ? "* \(body)" : String(body))
        }
        return lines.joined(separator: "\n")
    }

    /// The text of a page: a line for each block.
    private static func html(_ text: String) -> String {
        var lines: [String] = []
        var line = ""
        var skipped: String?
        func end(_ lines: inout [String], _ line: inout String) {
            let text = trimmed(line[...])
            if !text.isEmpty, !["*", "#", "##", "###", "####", "#####", "######"].contains(text) { lines.append(text) }
            line = ""
        }
        var rest = text[...]
        while let start = rest.firstIndex(of: "<") {
            if skipped == nil { line += rest[..<start] }
            guard let close = rest[start...].firstIndex(of: ">") else { break }
            let tag = rest[rest.index(after: start)..<close].lowercased()
            rest = rest[rest.index(after: close)...]
            let name = String(tag.drop { $0 == "/" }.prefix { $0.isLetter || $0.isNumber })
            if let inner = skipped {
                if tag.hasPrefix("/"), name == inner { skipped = nil }
                continue
            }
            if ["script", "style", "title"].contains(name), !tag.hasPrefix("/") { skipped = name }
            guard blocks.contains(name) else { continue }
            end(&lines, &line)
            guard !tag.hasPrefix("/") else { continue }
            if name == "li" { line = "* " }
            if name.count == 2, name.hasPrefix("h"), let level = name.last?.wholeNumberValue {
                line = String(repeating: "#", count: level) + " "
            }
        }
        if skipped == nil { line += rest }
        end(&lines, &line)
        let entities = ["&lt;": "<", "&gt;": ">", "&quot;": "\"", "&#39;": "'", "&nbsp;": " ", "&amp;": "&"]
        return entities.sorted { $0.key > $1.key }.reduce(lines.joined(separator: "\n")) {
            $0.replacing($1.key, with: $1.value)
        }
    }

    private static let blocks: Set = [
        "p", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "table", "tr", "br", "body", "section", "pre",
    ]

    /// The paragraphs of a Word document.
    private static func word(_ bytes: [UInt8]) -> String? {
        guard let archive = try? ZipArchive(bytes), let entry = archive["word/document.xml"],
            let content = try? archive.content(entry)
        else { return nil }
        let text = String(decoding: content, as: UTF8.self)
        return html(text.replacing("</w:p>", with: "</p>").replacing("<w:br/>", with: "<br>"))
    }

    private static func trimmed(_ text: Substring) -> String {
        let start = text.drop(while: \.isWhitespace)
        return String(start.reversed().drop(while: \.isWhitespace).reversed())
    }
}
