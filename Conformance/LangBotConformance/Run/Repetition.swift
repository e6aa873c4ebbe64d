import LangBotContract

/// How to reproduce what a check observed.
struct Repetition {
    let target: Target
    private let execution: Execution
    private let context: CheckContext
    private let available: Set<Need>
    private let contract: ResolvedContract

    /// - Parameter available: the needs that the run meets.
    init(_ execution: Execution, _ context: CheckContext, _ available: Set<Need>, _ contract: ResolvedContract) {
        target = context.session.target
        self.execution = execution
        self.context = context
        self.available = available
        self.contract = contract
    }

    /// A shell command: the request if it is enough, otherwise the whole check.
    func command(_ exchange: AnsweredProbe?) -> String {
        if let exchange, context.isRepeatable(exchange) { return exchange.probe.curl(to: target) }
        var words = ["langbot-conformance", "--base-url", Shell.quoted(target.url)]
        words += target.connection.arguments
        if available.contains(.writes) { words.append("--allow-writes") }
        if available.contains(.aggressive) { words.append("--aggressive") }
        if contract.name != ContractChoice.documented.name { words += ["--contract", contract.name] }
        // A closing check judges the answers to all other checks, so it is meaningless alone.
        if execution.check.phase == .main { words += ["--only", Shell.quoted(execution.key)] }
        return words.joined(separator: " ")
    }
}
