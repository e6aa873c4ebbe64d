import JSONCore
import LangBotContract

/// Carries out one operation on a world and returns the `data` of the answer.
typealias Handler = @Sendable (inout World, Call) throws(DomainError) -> JSONValue

/// What the operations do, which differs between profiles only by their traits.
struct Behaviour: Sendable {
    let traits: Traits

    init(_ traits: Traits) {
        self.traits = traits
    }

    /// The handlers of all operations, also of those that the profile does not have.
    var handlers: [OperationID: Handler] {
        let handlers = [
            models("llm", .llmModel), models("embedding", .embeddingModel), models("rerank", .rerankModel), providers,
            bots, botAdministrators, botMigrations, webhooks, monitoring, adapters, pipelines, pipelineExtensions,
            knowledge, knowledgeEngines, knowledgeFiles, files, servers, serverResources, keys, accounts, system,
            agents, webChats, statistics, plugins, pluginFiles, pluginSources, tools, skills, skillPackages, sandbox,
            storage, extensions, workspaces, currentWorkspace, members, invitations, wizard, surveys, governance,
            eventRouteTrials, images, signIns, secondFactors, othersSecondFactors, passwordResets, passkeys,
            spaceSignIns, externalBases, pipelineMigrations, assistant,
        ].reduce(into: [OperationID: Handler]()) { $0.merge($1) { first, _ in first } }
        return hidingSecrets(handlers)
    }

    /// The handlers of the operations that wait for something outside the world.
    var liveHandlers: [OperationID: LiveHandler] {
        [
            modelTests, modelScans, pipelineRuns, agentDebugging, webChatSending, liveServers, liveKnowledge,
            pluginTasks, monitoringExport, httpBots, botDelivery,
            pipelineChats, webPages, operationExport, slackCallbacks,
            inFlight, assistantTurns, tasks,
        ].reduce(into: [:]) { $0.merge($1) { first, _ in first } }
    }

    /// Adds to a new world what the profile installs itself.
    func furnish(_ world: inout World, _ surroundings: Surroundings) {
        if traits.modelsHaveProviders {
            let uuid = "00000000-0000-0000-0000-000000000000"
            _ = try? world.insert(.provider, hostedProvider, traits, surroundings, uuid: uuid)
        }
        if traits.hasDefaultPipeline {
            let pipeline = newPipeline(["name": "ChatPipeline", "description": "The default pipeline"], world)
                .merging(traits.pipelines.assignedToDefault)
            _ = try? world.insert(.pipeline, pipeline, traits, surroundings)
        }
        if traits.startsWithTask { addFirstTask(&world, surroundings) }
    }

    private var hostedProvider: JSONObject {
        [
            "api_keys": [], "base_url": "https://api.langbot.cloud/v1", "name": "LangBot Models",
            "requester": "space-chat-completions",
        ]
    }
}

extension Behaviour {
    /// The members of the content, which must be an object that keeps the rules of the profile.
    func content(_ call: Call) throws(DomainError) -> JSONObject {
        guard let members = try call.json().objectValue else { throw .failure("The content is not an object") }
        try check(members, call)
        return members
    }

    /// The members of content that may be missing, blank or unreadable, but nothing else than an object.
    func leniently(_ call: Call) throws(DomainError) -> JSONObject {
        guard let content = try? call.json(), !isBlank(content) else { return [:] }
        guard let members = content.objectValue else { throw .failure("The content is not an object") }
        return members
    }

    func check(_ members: JSONObject, _ call: Call) throws(DomainError) {
        for rule in traits.contents[call.endpoint.id] ?? [] { try rule.check(members) }
    }

    /// The record that the path names, by its identifier or, for some resources, by its name.
    func found(_ resource: Resource, _ world: World, _ call: Call) throws(DomainError) -> JSONObject {
        guard resource.identifier == .name, try traits.table(resource).key != "name" else {
            return try world.record(resource, call.identifier)
        }
        guard let record = world.tables[resource]?.first(where: { $0["name"]?.stringValue == call.identifier }) else {
            throw .notFound(resource)
        }
        return record
    }

    /// Answers the same for every record that exists.
    func whereFound(_ resource: Resource, _ data: JSONValue) -> Handler {
        { world, call throws(DomainError) in
            _ = try found(resource, world, call)
            return data
        }
    }

    /// Reports an unknown identifier, if that comes before any error about the content.
    func findFirst(_ resource: Resource, _ world: World, _ call: Call) throws(DomainError) {
        if traits.missingComesFirst { _ = try world.record(resource, call.identifier) }
    }

    /// The text without leading and trailing white space.
    func trimmed(_ text: String) -> String {
        let blank: (Character) -> Bool = \.isWhitespace
        return String(text.drop(while: blank).reversed().drop(while: blank).reversed())
    }

    /// Whether Python treats the value as false.
    func isBlank(_ value: JSONValue?) -> Bool { !PythonText.isTrue(value ?? .null) }
}
