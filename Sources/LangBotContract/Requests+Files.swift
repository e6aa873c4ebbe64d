extension Contract {
    static let fileRequests: [RequestRow] =
        [
            .init("file.document.upload", body: .multipart(files: [.required("file", .v4_5_1)], fields: [])),
            .init("file.image.upload", body: .multipart(files: [.required("file", .v4_6_5)], fields: [])),
        ] + bare("file.image.get")
}
