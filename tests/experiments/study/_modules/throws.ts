/** Cannot be imported. */
throw new TypeError("broken on purpose");
