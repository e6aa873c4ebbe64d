import Foundation
import HTTPCore
import JSONCore
import LangBotContract

/// One query on its way: rules, command or runner, and what it leaves behind.
struct Conversation: Sendable {
    let behaviour: Behaviour
    var query: Query
    let live: LiveWorld
    let emit: @Sendable (ConversationEvent) -> Void

    var traits: Traits { behaviour.traits }

    func run() async {
        guard let pipeline = live.now.runningPipeline(query.pipeline) else {
            let isStored = live.now.tables[.pipeline]?.contains(query.pipeline) == true
            return emit(.end(isStored ? .dropped : .failed))
        }
        let configuration = pipeline["config"] ?? .null
        let runner = RunnerChoice(configuration, traits)
        let records = ConversationRecords(query, pipeline["name"]?.stringValue ?? "", runner.name, live, traits)
        records.begin()
        let rules = PipelineRules(configuration, query, mentionsAlwaysCount: traits.mentionsAlwaysCount)
        guard let message = rules.admitted else {
            // A message that nobody answers has gone through its pipeline as well as any other.
            records.drop()
            return emit(.end(.completed))
        }
        var admitted = self
        admitted.query.message = message.components.map(JSONValue.object)
        if let words = admitted.command {
            await admitted.run(command: words, records)
        } else {
            await admitted.run(runner, configuration, pipeline, records)
        }
    }

    /// The words of a command, without its prefix; nil if the message is none.
    private var command: [String]? {
        let text = behaviour.trimmed(query.text)
        guard text.hasPrefix("!") || text.hasPrefix("！") else { return nil }
        return text.dropFirst().split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    }

    private func run(command words: [String], _ records: ConversationRecords) async {
        var texts: [String]?
        for part in behaviour.conversationParts where texts == nil { texts = await part.command(live, words, query) }
        let answers = (texts ?? ["未知命令: \(words.first ?? "")"]).map { "[bot] \($0)" }
        for answer in answers { emit(.text(answer, isFinal: true)) }
        records.succeed(answers.last)
        emit(.end(.completed))
    }

    private func run(
        _ choice: RunnerChoice,
        _ configuration: JSONValue,
        _ pipeline: JSONObject,
        _ records: ConversationRecords
    ) async {
        let unbound: JSONObject = ["enable_all_mcp_servers": false, "enable_all_plugins": false]
        let preferences = (traits.offersUnboundTools ? [:] : unbound)
            .merging(pipeline[traits.pipelines.preferencesMember]?.objectValue ?? [:])
        let text = text(for: choice)
        let setting = ConversationRun.Setting(
            runner: choice,
            chat: query.chat,
            question: text.isEmpty && traits.runnersArePlugins ? "message.received" : text,
            streams: query.streams,
            showsThoughts: configuration["output"]?["misc"]?["remove-think"] != true,
            remembers: (question: !text.isEmpty, answer: true),
            preferences: preferences
        )
        let answer = Locked<String?>(nil)
        let run = ConversationRun(behaviour, setting, live, query) { event in
            switch event {
            case .text(let text, let isFinal):
                if isFinal { answer.withLock { $0 = text } }
                emit(.text(text, isFinal: isFinal))
            case .toolStarted(let call, let arguments): emit(.toolCalled(name: call.name, arguments: arguments))
            case .toolEnded(let outcome): records.tool(outcome)
            case .modelEnded(let outcome): records.model(outcome)
            case .completed: break
            }
        }
        records.run()
        switch await run.result() {
        case .success:
            behaviour.collectFiles(for: query, live)
            records.succeed(answer.withLock { $0 })
            emit(.end(.completed))
        case .failure(let failure):
            let hadRunner = failure.code != ConversationFailure.noRunner || !choice.name.isEmpty
            if !hadRunner { records.forget() }
            records.fail(failure, runner: choice.name)
            emit(.failed(failure))
            if let notice = notice(failure, configuration) { emit(.text(notice, isFinal: true)) }
            emit(.end(.failed))
        }
    }

    /// What a runner is asked: runners of plugins are told of images that their model does not see.
    private func text(for choice: RunnerChoice) -> String {
        let model = choice.models.first.flatMap { live.now.tables[.llmModel]?[$0] }
        let sees = model?["abilities"]?.arrayValue?.contains("vision") ?? false
        if traits.runnersArePlugins, !sees { return query.textNamingImages }
        return query.texts.joined(separator: traits.textSeparator)
    }

    /// What the sender hears of a failure; nil if nothing.
    private func notice(_ failure: ConversationFailure, _ configuration: JSONValue) -> String? {
        guard traits.tellsFailures else { return nil }
        let output = configuration["output"]?["misc"]
        func custom(_ name: String) -> String? {
            guard let text = output?[name]?.stringValue, !behaviour.trimmed(text).isEmpty else { return nil }
            return text
        }
        if traits.runnersArePlugins {
            switch failure.code {
            case ConversationFailure.noRunner: return custom("runner-not-found-hint") ?? failure.reason
            case _ where failure.isRetryable:
                return custom("runner-unavailable-hint") ?? "Agent runner temporarily unavailable. Please try again."
            default:
                let hint = custom("failure-hint").flatMap { $0 == "Request failed." ? nil : $0 }
                return hint ?? "Agent runner execution failed."
            }
        }
        guard traits.choosesFailureHint else {
            return output?["hide-exception"] == false ? failure.reason : "请求失败"
        }
        switch output?["exception-handling"]?.stringValue {
        case "show-error": return failure.reason
        case "hide": return nil
        default: return output?["failure-hint"]?.stringValue ?? "Request failed."
        }
    }
}

extension ConversationFailure {
    /// The code for a runner that does not exist.
    static let noRunner = "runner.not_found"
}

/// Which runner a pipeline has chosen, and how it is configured.
struct RunnerChoice: Sendable {
    let name: String
    let configuration: JSONObject

    init(_ pipeline: JSONValue, _ traits: Traits) {
        self.init(intelligence: pipeline["ai"] ?? .null, traits)
    }

    init(intelligence: JSONValue, _ traits: Traits) {
        let name = intelligence["runner"]?[traits.runnersArePlugins ? "id" : "runner"]?.stringValue ?? ""
        let configurations = traits.runnersArePlugins ? intelligence["runner_config"] : intelligence
        self.name = name
        configuration = configurations?[name]?.objectValue ?? [:]
    }

    /// The models to try, in this order.
    var models: [String] {
        let chosen = configuration["model"] ?? .null
        let named = [chosen.stringValue ?? chosen["primary"]?.stringValue ?? ""]
        return (named + (chosen["fallbacks"]?.arrayValue ?? []).compactMap(\.stringValue)).filter { !$0.isEmpty }
    }

    /// The knowledge bases that the runner asks.
    var bases: [String] {
        let many = configuration["knowledge-bases"]?.arrayValue?.compactMap(\.stringValue)
        return many ?? [configuration["knowledge-base"]?.stringValue].compactMap { $0 }.filter { !$0.isEmpty }
    }

    var prompt: [JSONValue] {
        (configuration["prompt"]?.arrayValue ?? []).map {
            ["content": $0["content"] ?? "", "role": $0["role"] ?? "system"]
        }
    }
}
