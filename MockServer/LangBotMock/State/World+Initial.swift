import JSONCore
import LangBotContract

extension World {
    /// The initial world: what the profile installs, and an account and a key unless the mock starts fresh.
    static func initial(_ options: MockLangBot.Options, _ surroundings: Surroundings) -> World {
        var world = World(workspace: surroundings.uuid())
        options.profile.profile.furnish(&world, surroundings)
        guard !options.isFresh else { return world }
        world.accounts[options.user] = Account(uuid: surroundings.uuid(), password: options.password)
        world.insert(
            APIKey(
                id: world.nextNumber(),
                name: "default",
                description: "valid from the start",
                secret: options.apiKey,
                surroundings
            )
        )
        return world
    }

    /// Adds the pipeline for bots that do not name one.
    mutating func addDefaultPipeline(_ surroundings: Surroundings) {
        let uuid = surroundings.uuid()
        let now = JSONValue.string(surroundings.now().text)
        tables[.pipeline, default: RecordTable()][uuid] = [
            "uuid": .string(uuid), "name": "ChatPipeline", "description": "The default pipeline",
            "config": PipelineSample.configuration, "is_default": true, "stages": [],
            "created_at": now, "updated_at": now,
        ]
    }
}
