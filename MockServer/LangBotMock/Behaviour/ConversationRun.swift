import JSONCore
import LangBotContract

/// One run of a runner: models, knowledge and tools, until there is an answer.
struct ConversationRun: Sendable {
    /// What the run starts from.
    struct Setting: Sendable {
        let runner: RunnerChoice
        /// The session whose messages the model is told.
        let chat: String
        let question: String
        let streams: Bool
        let showsThoughts: Bool
        /// Whether the question and the answer are told to the model in the next run.
        var remembers = (question: true, answer: true)
        /// The extension preferences that choose the tools.
        let preferences: JSONObject
    }

    /// A call of a model that has ended.
    struct ModelOutcome: Sendable {
        let model: String
        let usage: ModelAnswer.Usage
        let fault: ModelFault?
        let milliseconds: Int64
        let isStreamed: Bool
    }

    /// A call of a tool that has ended.
    struct ToolOutcome: Sendable {
        let id: String
        let tool: ConversationPart.Tool
        let arguments: JSONObject
        let result: ConversationPart.Result
        let milliseconds: Int64
    }

    enum Event: Sendable {
        case text(String, isFinal: Bool)
        case toolStarted(ModelAnswer.Call, JSONObject)
        case toolEnded(ToolOutcome)
        case modelEnded(ModelOutcome)
        case completed(text: String, ModelAnswer.Usage)
    }

    private static let defaultRounds: Int64 = 8
    /// A piece of a streamed answer is shown after so many pieces of the model.
    static let piecesShown = 8

    let behaviour: Behaviour
    let setting: Setting
    let live: LiveWorld
    let query: Query?
    let emit: @Sendable (Event) -> Void

    init(
        _ behaviour: Behaviour,
        _ setting: Setting,
        _ live: LiveWorld,
        _ query: Query?,
        emit: @escaping @Sendable (Event) -> Void
    ) {
        self.behaviour = behaviour
        self.setting = setting
        self.live = live
        self.query = query
        self.emit = emit
    }

    private var traits: Traits { behaviour.traits }

    /// The runner that is missing, or what to do where none is named.
    private var wanted: String {
        let name = setting.runner.name
        return name.isEmpty
            ? "no runner configured; legacy (pre-4.11) pipelines must be migrated with the pipeline migration assistant"
            : name
    }

    /// Runs to the end, and returns the answer.
    func result() async -> Result<String, ConversationFailure> {
        let runner = setting.runner
        if traits.runnersArePlugins {
            guard
                behaviour.conversationParts.contains(where: { $0.runners(live.now).contains { $0.id == runner.name } })
            else {
                // A script speaks for a runner, too.
                if case .reply(let pieces, _) = live.outside.script.effect(.chat, runner.name, setting.question) {
                    return finish(pieces.joined(), ModelAnswer.Usage())
                }
                return .failure(.init(ConversationFailure.noRunner, "Agent runner not found: \(wanted)"))
            }
        } else if runner.name != "local-agent" {
            return finish("Echo: \(setting.question)", ModelAnswer.Usage())
        }
        let models = runner.models.compactMap { uuid in behaviour.model(uuid, .llmModel, live.now) }
        if models.isEmpty { return .failure(.init("runner.config_error", missingModel)) }
        return await converse(models)
    }

    private var missingModel: String {
        if !traits.runnersArePlugins { return "No LLM model configured for local-agent runner" }
        return setting.runner.models.isEmpty
            ? "No model is configured" : "The configured model is not available to this run"
    }

    private func finish(_ text: String, _ usage: ModelAnswer.Usage) -> Result<String, ConversationFailure> {
        emit(.text(text, isFinal: true))
        if !traits.runnersArePlugins { remember("user", setting.question) }
        if setting.remembers.answer { remember("assistant", text) }
        emit(.completed(text: text, usage))
        return .success(text)
    }

    private func remember(_ role: String, _ text: String) {
        _ = try? live.change { world throws(DomainError) in world.chats.append(role, text, to: setting.chat) }
    }

    private func converse(_ candidates: [InstalledModel]) async -> Result<String, ConversationFailure> {
        var messages = await messages()
        // A question is remembered even if it is never answered.
        if traits.runnersArePlugins, setting.remembers.question { remember("user", setting.question) }
        let tools = tools()
        var models = candidates
        var usage = ModelAnswer.Usage()
        var spoken = ""
        let rounds = setting.runner.configuration["max-rounds"]?.integerValue ?? Self.defaultRounds
        for _ in 0..<max(1, min(rounds, 100)) {
            let answer: ModelAnswer
            switch await ask(&models, messages, tools.map(\.1), after: spoken) {
            case .success(let given): answer = given
            case .failure(let failure): return .failure(failure)
            }
            usage += answer.usage
            guard !answer.calls.isEmpty else { return conclude(spoken + answer.text, usage) }
            if !traits.runnersArePlugins { spoken += answer.text }
            messages.append(message(answer))
            for call in answer.calls { messages.append(await run(call, tools)) }
        }
        return .failure(.init("runner.too_many_rounds", "The model asked for tools in every round"))
    }

    /// The tools of the runtimes that are there, each with the part that has it.
    private func tools() -> [(ConversationPart, ConversationPart.Tool)] {
        let needs: [String: MockRuntime] = ["native": .sandbox, "plugin": .plugins]
        let runtimes = live.surroundings.runtimes
        return behaviour.conversationParts.flatMap { part in
            part.tools(live.now, setting.preferences).filter { tool in
                needs[tool.source].map(runtimes.contains) ?? true
            }.map { (part, $0) }
        }
    }

    private func conclude(_ text: String, _ usage: ModelAnswer.Usage) -> Result<String, ConversationFailure> {
        if text.isEmpty {
            if traits.runnersArePlugins {
                return .failure(.init("runner.llm_error", "The model answered nothing", isRetryable: true))
            }
            if !traits.sendsEmptyAnswers { return .success("") }
        }
        return finish(setting.streams ? text : behaviour.trimmed(text), usage)
    }
}

/// The messages for the model.
extension ConversationRun {
    private func messages() async -> [JSONValue] {
        let runner = setting.runner
        let passages = await passages()
        let history = live.now.chats.messages(setting.chat)
        var question = setting.question
        var messages = runner.prompt
        if traits.tellsDate { addDate(to: &messages) }
        if traits.knowledgeIsAMessage {
            if !passages.isEmpty {
                let known = "What is known:\n" + passages.map { "- \($0)" }.joined(separator: "\n")
                messages.append(["content": .string(known), "role": "system"])
            }
            // A page of the history has the question as well, if that is part of it.
            messages += history.suffix(setting.remembers.question ? 19 : 20)
        } else {
            let rounds = Int(runner.configuration["max-round"]?.integerValue ?? 10)
            messages += history.suffix(2 * max(0, min(rounds, 100)))
            if !passages.isEmpty { question = Self.question(question, passages) }
        }
        return messages + [["content": .string(question), "role": "user"]]
    }

    private func addDate(to messages: inout [JSONValue]) {
        let today = "Current date: \(live.surroundings.now().text.prefix(10)). Relative times refer to this date."
        guard let first = messages.first?.objectValue, first["role"] == "system" else {
            return messages.insert(["content": .string(today), "role": "system"], at: 0)
        }
        let content = "\(first["content"]?.stringValue ?? "")\n\n\(today)"
        messages[0] = .object(first.merging(["content": .string(content)]))
    }

    private static func question(_ question: String, _ passages: [String]) -> String {
        let numbered = passages.enumerated().map { "[\($0.offset + 1)] \($0.element)" }.joined(separator: "\n\n")
        return """

            The following are relevant context entries retrieved from the knowledge base.\(" ")
            Please use them to answer the user's message.\(" ")
            Respond in the same language as the user's input.

            <context>
            \(numbered)
            </context>

            <user_message>
            \(question)
            </user_message>

            """
    }

    private func passages() async -> [String] {
        let limit = setting.runner.configuration["retrieval-top-k"]?.integerValue.map(Int.init)
        var passages: [String] = []
        for base in setting.runner.bases {
            for part in behaviour.conversationParts {
                guard let found = await part.passages(live, base, setting.question, limit) else { continue }
                passages += found
                break
            }
        }
        return passages.filter { !$0.isEmpty }
    }

    private func message(_ answer: ModelAnswer) -> JSONValue {
        let calls = answer.calls.map { call -> JSONValue in
            [
                "function": ["arguments": .string(call.arguments), "name": .string(call.name)],
                "id": .string(call.id), "type": "function",
            ]
        }
        let message: JSONObject = ["role": "assistant", "tool_calls": .array(calls)]
        return .object(answer.text.isEmpty ? message : message.merging(["content": .string(answer.text)]))
    }
}

/// Calls of models and tools.
extension ConversationRun {
    /// Asks the first model that answers at all, and stays with it.
    private func ask(
        _ models: inout [InstalledModel],
        _ messages: [JSONValue],
        _ tools: [ConversationPart.Tool],
        after spoken: String
    ) async -> Result<ModelAnswer, ConversationFailure> {
        var reason = ""
        while let model = models.first {
            let start = live.surroundings.now()
            let offered = model.callsTools ? tools.map(\.offer) : []
            let counter = PieceCounter()
            let answer = await ModelService(outside: live.outside).chat(
                messages,
                tools: offered,
                with: model.address,
                countsTokens: traits.asksForStreamUsage,
                showsThoughts: setting.showsThoughts,
                onPiece: setting.streams ? shower(counter, after: spoken) : nil
            )
            let elapsed = (live.surroundings.now().microseconds - start.microseconds) / 1000
            let fault: ModelFault? = if case .failure(let fault) = answer { fault } else { nil }
            emit(
                .modelEnded(
                    ModelOutcome(
                        model: model.address.name,
                        usage: (try? answer.get().usage) ?? .init(),
                        fault: fault,
                        milliseconds: elapsed,
                        isStreamed: setting.streams
                    )
                )
            )
            switch answer {
            case .success(let given):
                models = [model]
                return .success(given)
            case .failure(let fault):
                reason = behaviour.reason(fault)
                models.removeFirst()
                // What has been shown cannot be taken back.
                if counter.total > 0 { models = [] }
            }
        }
        let told = traits.runnersArePlugins ? "The model failed: ActionCallError: RequesterError: \(reason)" : reason
        return .failure(.init("runner.llm_error", told, isRetryable: true))
    }

    /// Shows the answer so far every few pieces.
    private func shower(_ counter: PieceCounter, after spoken: String) -> @Sendable (ModelAnswer) async -> Void {
        { [emit] answer in
            if counter.count() % Self.piecesShown == 0 { emit(.text(spoken + answer.text, isFinal: false)) }
        }
    }

    private func run(_ call: ModelAnswer.Call, _ tools: [(ConversationPart, ConversationPart.Tool)]) async -> JSONValue
    {
        let arguments = (try? JSONValue(parsing: call.arguments))?.objectValue ?? [:]
        let known = tools.first { $0.1.name == call.name }
        let tool = known?.1 ?? ConversationPart.Tool(call.name)
        emit(.toolStarted(call, arguments))
        let start = live.surroundings.now()
        let result: ConversationPart.Result
        if let scripted = live.outside.result(of: tool.name, arguments) {
            result = scripted
        } else {
            result = await (known?.0 ?? ConversationPart()).call(live, tool, arguments, query)
        }
        let elapsed = (live.surroundings.now().microseconds - start.microseconds) / 1000
        emit(
            .toolEnded(
                ToolOutcome(id: call.id, tool: tool, arguments: arguments, result: result, milliseconds: elapsed)
            )
        )
        let message: JSONObject = [
            "content": .string(told(result, tool)), "role": "tool", "tool_call_id": .string(call.id),
        ]
        return .object(traits.runnersArePlugins ? message.merging(["name": .string(call.name)]) : message)
    }

    /// What the model is told of a tool's result.
    private func told(_ result: ConversationPart.Result, _ tool: ConversationPart.Tool) -> String {
        switch result {
        case .failed(let reason):
            guard traits.runnersArePlugins else { return "err: \(reason)" }
            return "Error: ActionCallError: Failed to execute tool \(tool.name): \(reason)"
        case .value(let value):
            let parts = value.arrayValue?.compactMap { $0["text"]?.stringValue } ?? []
            let isParts = !parts.isEmpty && parts.count == value.arrayValue?.count
            if isParts, traits.passesToolParts { return parts.joined() }
            if traits.runnersArePlugins, let text = value.stringValue { return text }
            return PythonJSON.text(isParts && parts.count == 1 ? .string(parts[0]) : value)
        }
    }
}

extension ConversationFailure {
    init(_ code: String, _ reason: String, isRetryable: Bool = false) {
        self.init(code: code, reason: reason, isRetryable: isRetryable)
    }
}

extension ConversationPart.Tool {
    /// A tool that only a model knows.
    fileprivate init(_ name: String) {
        self.init(name: name, description: "", parameters: [:], source: "", owner: "")
    }

    /// The tool as a model reads it.
    fileprivate var offer: JSONValue {
        [
            "function": ["description": .string(description), "name": .string(name), "parameters": parameters],
            "type": "function",
        ]
    }
}

extension Outside {
    /// What the script answers in place of a tool; nil if it says nothing.
    func result(of tool: String, _ arguments: JSONObject) -> ConversationPart.Result? {
        switch script.effect(.tool, tool, JSONValue.object(arguments).description) {
        case .reply(let pieces, _): .value(.string(pieces.joined()))
        case .value(let text): .value((try? JSONValue(parsing: text)) ?? .string(text))
        case .fail(_, let message): .failed(message)
        case .succeed: .value(.null)
        case .call, nil: nil
        }
    }
}
