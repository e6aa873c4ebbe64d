/// A shell that words can be completed in.
package enum Shell: String, Hashable, Sendable, CaseIterable {
    case bash, zsh, fish
}

extension CommandSpecification {
    /// The script that a shell reads to complete the words of this program: commands, options, their values and files.
    package func completions(for shell: Shell) -> String {
        let lines =
            switch shell {
            case .bash: bashCompletions
            case .zsh: zshCompletions
            case .fish: fishCompletions
            }
        return lines.joined(separator: "\n") + "\n"
    }

    /// What is completed: the subcommands, or a program without any itself.
    private var commands: [CommandSpecification] { subcommands.isEmpty ? [self] : subcommands }

    /// Whether files may stand for its arguments.
    private var takesFiles: Bool { !Set(arguments).isDisjoint(with: ["REPORT", "A", "FILE", "DIR"]) }

    private var argumentWords: [String] { arguments == ["SHELL"] ? Shell.allCases.map(\.rawValue) : [] }

    private var fallback: String { defaultSubcommand ?? commands[0].name }

    private var function: String { "_" + name.map { $0 == "-" ? "_" : String($0) }.joined() }
}

extension OptionSpecification {
    fileprivate static let help = OptionSpecification.flag("help", "Show this help.")

    fileprivate var takesFile: Bool { placeholder == "FILE" }
    fileprivate var takesFolder: Bool { placeholder == "DIR" }
}

// MARK: - bash

extension CommandSpecification {
    private var bashCompletions: [String] {
        let values = commands.flatMap { command in
            command.options.filter { $0.placeholder != nil }.map { option in
                "    '\(command.name) --\(option.name)') \(Self.bashReply(option)); return ;;"
            }
        }
        let options = commands.map { command in
            let words = (command.options + [.help]).map { "--\($0.name)" }.joined(separator: " ")
            return "    \(command.name)) options='\(words)' ;;"
        }
        let arguments = commands.filter { $0.takesFiles || !$0.argumentWords.isEmpty }.map { command in
            let source = command.takesFiles ? "-f" : "-W '\(command.argumentWords.joined(separator: " "))'"
            return "    \(command.name)) \(Self.reply(source, areFiles: command.takesFiles)) ;;"
        }
        let names = subcommands.map(\.name).joined(separator: " ")
        return [
            "# Completions of \(name) for bash.",
            "\(function)() {",
            "    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]} command=\(fallback) options=",
            "    COMPREPLY=()",
            "    case \" \(names) \" in *\" ${COMP_WORDS[1]} \"*) [ \"$COMP_CWORD\" -eq 1 ] || command=${COMP_WORDS[1]} ;; esac",
            "    case \"$command $previous\" in",
        ] + values + ["    esac", "    case $command in"] + options + [
            "    esac",
            "    if [[ $current == -* ]]; then",
            "        \(Self.reply("-W \"$options\""))",
            "        return",
            "    fi",
            "    if [ \"$COMP_CWORD\" -eq 1 ]; then",
            "        \(Self.reply("-W '\(names)'"))",
            "        return",
            "    fi",
            "    case $command in",
        ] + arguments + ["    esac", "}", "complete -F \(function) \(name)"]
    }

    private static func bashReply(_ option: OptionSpecification) -> String {
        if option.takesFile { return reply("-f", areFiles: true) }
        if option.takesFolder { return reply("-d", areFiles: true) }
        let words = option.allowed.joined(separator: " ")
        return words.isEmpty ? ":" : reply("-W '\(words)'")
    }

    /// Offers what `compgen` finds, line by line, since names of files have spaces.
    private static func reply(_ source: String, areFiles: Bool = false) -> String {
        (areFiles ? "compopt -o filenames; " : "") + "mapfile -t COMPREPLY < <(compgen \(source) -- \"$current\")"
    }
}

// MARK: - zsh

extension CommandSpecification {
    private var zshCompletions: [String] {
        let described = subcommands.map { "        '\($0.name):\(Self.zshText($0.summary))'" }
        let cases = commands.flatMap { command in
            ["    \(command.name))", "        _arguments \\"]
                + (command.options + [.help]).map { "            \(Self.zshArgument($0)) \\" }
                + ["            \(command.zshArguments)", "        ;;"]
        }
        return [
            "#compdef \(name)", "\(function)() {", "    local command=\(fallback)", "    local -a commands=(",
        ] + described + [
            "    )",
            "    if (( CURRENT == 2 )) && [[ $words[2] != -* ]] && (( $#commands )); then",
            "        _describe command commands",
            "        return",
            "    fi",
            "    if (( ${commands[(I)$words[2]:*]} )); then",
            "        command=$words[2]",
            "        shift words",
            "        (( CURRENT-- ))",
            "    fi",
            "    case $command in",
        ] + cases + ["    esac", "}", "\(function) \"$@\""]
    }

    private var zshArguments: String {
        if takesFiles { return "'*:file:_files'" }
        return argumentWords.isEmpty ? "" : "':word:(\(argumentWords.joined(separator: " ")))'"
    }

    private static func zshArgument(_ option: OptionSpecification) -> String {
        let repeats = option.isRepeatable ? "*" : ""
        let value = option.placeholder.map { placeholder in
            let values =
                option.takesFile
                ? "_files" : option.takesFolder ? "_files -/" : "(\(option.allowed.joined(separator: " ")))"
            return ":\(placeholder):\(values == "()" ? "" : values)"
        }
        return "'\(repeats)--\(option.name)[\(zshText(option.summary))]\(value ?? "")'"
    }

    /// A text that neither quotation marks nor the marks of `_arguments` end.
    private static func zshText(_ text: String) -> String {
        text.replacing("'", with: "'\\''").replacing("[", with: "\\[").replacing("]", with: "\\]")
            .replacing(":", with: "\\:")
    }
}

// MARK: - fish

extension CommandSpecification {
    private var fishCompletions: [String] {
        let names = subcommands.map(\.name).joined(separator: " ")
        let starts = subcommands.map {
            "complete -c \(name) -n __fish_use_subcommand -f -a \($0.name) -d \(Self.fishText($0.summary))"
        }
        let options = commands.flatMap { command in
            (command.options + [.help]).map { option in
                "complete -c \(name) -n '\(condition(command, names))' -l \(option.name)\(Self.fishValue(option)) "
                    + "-d \(Self.fishText(option.summary))"
            }
        }
        let arguments = commands.filter { $0.takesFiles || !$0.argumentWords.isEmpty }.map { command in
            let source = command.takesFiles ? "-F" : "-a '\(command.argumentWords.joined(separator: " "))'"
            return "complete -c \(name) -n '\(condition(command, names))' \(source)"
        }
        return ["# Completions of \(name) for fish.", "complete -c \(name) -f"] + starts + options + arguments
    }

    private func condition(_ command: CommandSpecification, _ names: String) -> String {
        command.name == fallback
            ? "not __fish_seen_subcommand_from \(names); or __fish_seen_subcommand_from \(command.name)"
            : "__fish_seen_subcommand_from \(command.name)"
    }

    private static func fishValue(_ option: OptionSpecification) -> String {
        guard option.placeholder != nil else { return "" }
        if option.takesFile || option.takesFolder { return " -r -F" }
        return option.allowed.isEmpty ? " -x" : " -x -a '\(option.allowed.joined(separator: " "))'"
    }

    private static func fishText(_ text: String) -> String {
        "'\(text.replacing("\\", with: "\\\\").replacing("'", with: "\\'"))'"
    }
}
