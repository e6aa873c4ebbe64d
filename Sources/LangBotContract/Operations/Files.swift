extension Contract {
    @RowBuilder static var files: [Operation] {
        Operation("file.document.upload", .post, "/api/v1/files/documents", .create)
            .access([.v4_5_1: .userToken, .v4_6_5: .userTokenOrAPIKey], .resourceManage)
            .content(.multipart(files: [.required("file")], fields: []))
            .refusesWith200(code: 400)
            .data(.object(["file_id": .text]))
            .capability()
            .documented(.blanket, source: .note)
        Operation("file.image.get", .get, "/api/v1/files/image/{image_key}")
            .access([.v4_5_1: .open, .v4_10_11: .userTokenOrAPIKey], .resourceView)
            .moved([.v4_9_7: "/api/v1/files/image/{image_key...}"])
            .missing([.v4_5_1: .page(404)])
            .failures([.v4_5_1: [404]])
        Operation("file.image.upload", .post, "/api/v1/files/images")
            .access([.v4_6_5: .userTokenOrAPIKey], .resourceManage)
            .content(.multipart(files: [.required("file")], fields: []))
            .refusesWith200(code: 400)
            .data(.object(["file_key": .text]))
    }
}
