extension Contract {
    static let bots: [Operation] = [
        Operation(
            "bot.list",
            .get,
            "/api/v1/platform/bots",
            .bot,
            .list,
            answers: [.success, .unauthorized]
        ),
        Operation(
            "bot.create",
            .post,
            "/api/v1/platform/bots",
            .bot,
            .create,
            answers: [.success, .unauthorized]
        ),
        Operation("bot.get", .get, bot, .bot, .read, answers: [.success, .unauthorized, .notFound]),
        Operation("bot.update", .put, bot, .bot, .update, answers: [.success, .unauthorized, .notFound]),
        Operation("bot.delete", .delete, bot, .bot, .delete, answers: [.success, .unauthorized, .notFound]),
        Operation(
            "bot.logs",
            .post,
            PathTemplate("\(bot)/logs"),
            .bot,
            .invoke,
            answers: [.success, .unauthorized]
        ),
    ]

    private static let bot: PathTemplate = "/api/v1/platform/bots/{bot_uuid}"
}
