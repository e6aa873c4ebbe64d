import JSONCore

/// The Python program of a command, read for the subcommands whose answer is a text that it has in it.
struct CommandProgram: Sendable {
    /// What a subcommand answers.
    private struct Answer {
        let text: String
        /// What is put between the words that follow it; nil if they are not repeated.
        let separator: String?
    }

    /// The subcommands by name; the empty name is for a command without one.
    private let answers: [String: Answer]

    init(_ source: String) {
        let text = /CommandReturn\(\s*text\s*=\s*"([^"\\]*)"(?:\s*\+\s*"([^"\\]*)"\.join\(context\.crt_params\))?\s*\)/
        let starts = source.ranges(of: /@self\.subcommand\(/).map(\.upperBound)
        var answers: [String: Answer] = [:]
        for (index, start) in starts.enumerated() {
            let part = source[start..<(index + 1 < starts.count ? starts[index + 1] : source.endIndex)]
            guard let name = part.prefixMatch(of: /\s*(?:name\s*=\s*)?"([^"\\]*)"/)?.1,
                let found = part.firstMatch(of: text)
            else { continue }
            answers[String(name)] = Answer(text: String(found.1), separator: found.2.map(String.init))
        }
        self.answers = answers
    }

    /// The answer to the words after the command; nil if the program does not say it.
    func answer(to words: [String]) -> String? {
        let named = words.first.flatMap { answers[$0] }
        guard let answer = named ?? answers[""] else { return nil }
        let rest = words.dropFirst(named == nil ? 0 : 1)
        return answer.text + (answer.separator.map { rest.joined(separator: $0) } ?? "")
    }
}

extension Plugin {
    /// The program of one of its commands, as far as it can be read.
    func program(of command: Component) -> CommandProgram? {
        guard let path = command.manifest["execution"]?["python"]?["path"]?.stringValue,
            let archive = try? ZipArchive(archive),
            let source = archive.file(FilePaths.normalized("\(FilePaths.folder(command.path))/\(path)"))
        else { return nil }
        return CommandProgram(String(decoding: source, as: UTF8.self))
    }
}
