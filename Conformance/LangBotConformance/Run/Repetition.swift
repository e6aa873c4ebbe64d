import LangBotContract

/// How a reader sees for themselves what a check saw.
struct Repetition {
    let target: Target
    private let execution: Execution
    private let context: CheckContext
    private let available: Set<Need>

    /// - Parameter available: what the run has that checks may need.
    init(_ execution: Execution, _ context: CheckContext, _ available: Set<Need>) {
        target = context.session.target
        self.execution = execution
        self.context = context
        self.available = available
    }

    /// A command for a shell: the request where it is enough, else the check.
    func command(_ exchange: Exchange?) -> String {
        if let exchange, context.isRepeatable(exchange) { return exchange.probe.curl(to: target) }
        var words = ["langbot-conformance", "--base-url", Shell.quoted(target.url)]
        if available.contains(.writes) { words.append("--allow-writes") }
        if available.contains(.aggressive) { words.append("--aggressive") }
        // What judges all that the other checks saw says nothing without them.
        if execution.check.phase == .main { words += ["--only", Shell.quoted(execution.key)] }
        return words.joined(separator: " ")
    }
}
