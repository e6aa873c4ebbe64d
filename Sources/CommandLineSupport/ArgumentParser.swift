/// Parses the arguments of one command.
struct ArgumentParser {
    private let command: CommandSpecification
    private var values: [String: [String]] = [:]
    private var flags: Set<String> = []
    private var positionals: [String] = []

    init(_ command: CommandSpecification) {
        self.command = command
    }

    mutating func parse(
        _ words: ArraySlice<String>,
        environment: [String: String]
    ) throws(UsageError) -> ParsedCommand {
        var rest = words
        while let word = rest.popFirst() {
            if word == "--" {
                for positional in rest { try add(positional) }
                break
            }
            if word == "--help" || word == "-h" { return ParsedCommand(command, wantsHelp: true) }
            if word == "--version" { return ParsedCommand(command, wantsVersion: true) }
            if word.hasPrefix("-"), word.count > 1 {
                try option(word, &rest)
            } else {
                try add(word)
            }
        }
        guard positionals.count == command.arguments.count else {
            throw UsageError("missing argument '\(command.arguments[positionals.count])'")
        }
        let given = flags.union(values.keys)
        try readEnvironment(environment)
        return ParsedCommand(command, values: values, flags: flags, given: given, positionals: positionals)
    }

    private mutating func add(_ word: String) throws(UsageError) {
        guard positionals.count < command.arguments.count else {
            throw UsageError("unexpected argument '\(word)'")
        }
        positionals.append(word)
    }

    private mutating func option(_ word: String, _ rest: inout ArraySlice<String>) throws(UsageError) {
        let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let name = String(parts[0])
        guard let option = command.options.first(where: { "--\($0.name)" == name }) else {
            if let meant = command.synonyms[String(name.dropFirst(2))] {
                throw UsageError("unknown option '\(name)'; did you mean '--\(meant)'?")
            }
            let known = command.options.map { "--\($0.name)" } + ["--help", "--version"]
            let short = known.filter { name.count == 2 && $0.hasPrefix("-" + name) }
            if short.count == 1 { throw UsageError("unknown option '\(name)'; did you mean '\(short[0])'?") }
            throw UsageError.unknown("option", name, among: known)
        }
        guard option.placeholder != nil else {
            guard parts.count == 1 else { throw UsageError("option '\(name)' takes no value") }
            flags.insert(option.name)
            return
        }
        let inline = parts.count > 1 ? String(parts[1]) : nil
        guard let value = inline ?? rest.popFirst(), inline != nil || !value.hasPrefix("--") else {
            throw UsageError("option '\(name)' needs a value: \(name) \(option.placeholder ?? "")")
        }
        try add(value, to: option)
    }

    private mutating func add(_ value: String, to option: OptionSpecification) throws(UsageError) {
        // In a script it is a variable that is not set; an empty token would protect nothing, or refuse everybody.
        guard !value.isEmpty else { throw UsageError("the value of '--\(option.name)' is empty") }
        guard option.isRepeatable || values[option.name] == nil else {
            throw UsageError("option '--\(option.name)' is given twice")
        }
        guard option.allowed.isEmpty || option.allowed.contains(value) else {
            let known = option.allowed.joined(separator: ", ")
            let nearest = Nearest.to(value, among: option.allowed).map { "; did you mean '\($0)'?" } ?? ""
            throw UsageError("'\(value)' is not a value of '--\(option.name)'; use one of \(known)\(nearest)")
        }
        values[option.name, default: []].append(value)
    }

    private mutating func readEnvironment(_ environment: [String: String]) throws(UsageError) {
        for option in command.options where values[option.name] == nil {
            guard let name = option.environment, let value = environment[name], !value.isEmpty else { continue }
            try add(value, to: option)
        }
    }
}
