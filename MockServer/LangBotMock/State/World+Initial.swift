import JSONCore
import LangBotContract

extension World {
    /// The world that a mock starts with: an account, a key and the default pipeline.
    static func initial(_ options: MockLangBot.Options, _ surroundings: Surroundings) -> World {
        var world = World()
        let now = surroundings.now()
        world.accounts[options.user] = options.password
        world.insert(
            Key(
                id: world.nextNumber(),
                name: "default",
                description: "valid from the start",
                key: options.apiKey,
                createdAt: now,
                updatedAt: now
            )
        )
        let uuid = surroundings.uuid()
        world.tables[.pipeline, default: RecordTable()][uuid] = [
            "uuid": .string(uuid), "name": "ChatPipeline", "description": "The default pipeline",
            "config": PipelineSample.configuration, "is_default": true, "stages": [],
            "created_at": .string(now.text), "updated_at": .string(now.text),
        ]
        return world
    }
}
