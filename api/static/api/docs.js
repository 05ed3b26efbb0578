const docs = document.getElementById("docs");
SwaggerUIBundle({
  url: docs.dataset.description,
  domNode: docs,
  deepLinking: true,
  docExpansion: "list",
  defaultModelsExpandDepth: 0,
  validatorUrl: null,
});
