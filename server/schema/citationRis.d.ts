/** The package has no types. Importing it adds the format `ris`. */
declare module "@citation-js/plugin-ris";
