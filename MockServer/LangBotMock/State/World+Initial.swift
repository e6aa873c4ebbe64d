import JSONCore
import LangBotContract

extension World {
    /// The world that a mock starts with: what the profile installs, and unless it is fresh an account and a key.
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

    /// The pipeline that bots use where they name none.
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
