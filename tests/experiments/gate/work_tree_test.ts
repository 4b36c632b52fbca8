import {
  assert,
  assertEquals,
  assertMatch,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import { openWorkTrees, type WorkTree } from "../../../experiments/gate/work_tree.ts";
import { withDirectory } from "../../cli/_with_directory.ts";
import { createRepository, type Repository } from "./_repository.ts";

/** A repository with two commits, the first of which has the tag `before`. */
async function withRepository(
  use: (repository: Repository, commits: readonly [string, string]) => Promise<void>,
): Promise<void> {
  await withDirectory(async (parent) => {
    const repository = await createRepository(await Deno.realPath(parent));
    const first = await repository.commit("sub/file.txt", "one");
    await repository.git("tag", "before");
    const second = await repository.commit("sub/file.txt", "two");
    await use(repository, [first, second]);
  });
}

const textIn = (tree: WorkTree | null) => Deno.readTextFile(`${tree!.directory}/file.txt`);

Deno.test("openWorkTrees() checks out both refs beside the repository, and removes them", async () => {
  await withRepository(async ({ directory, git }, [first, second]) => {
    const roots: string[] = [];
    {
      await using opened = await openWorkTrees(
        { base: "before", head: "HEAD" },
        `${directory}/sub`,
      );
      const { base, head } = opened.trees;
      assertEquals([await textIn(base), await textIn(head)], ["one", "two"]);
      assertEquals([base?.commit, head?.commit], [first, second]);
      assertEquals([base?.kind, head?.kind, base?.label], ["ref", "ref", "before"]);
      roots.push(base!.root, head!.root);
      assertEquals(base!.root.length, head!.root.length);
      assert(!base!.root.startsWith(directory));
      assertEquals(base!.directory, `${base!.root}/sub`);
      assertEquals(opened.notes, []);
      // What a gate leaves behind in a tree is no reason to keep it.
      await Deno.writeTextFile(`${head!.root}/left.txt`, "");
    }
    for (const root of roots) await assertRejects(() => Deno.stat(root), Deno.errors.NotFound);
    assertEquals((await git("worktree", "list")).split("\n").length, 1);
    assertEquals(await git("status", "--porcelain"), "");
  });
});

Deno.test("openWorkTrees() removes the trees if what is done with them fails", async () => {
  await withRepository(async ({ directory, git }) => {
    let root = "";
    await assertRejects(
      async () => {
        await using opened = await openWorkTrees({ base: "before", head: null }, directory);
        root = opened.trees.base!.root;
        assertEquals(opened.trees.head, null);
        throw new Error("failed");
      },
      Error,
      "failed",
    );
    await assertRejects(() => Deno.stat(root), Deno.errors.NotFound);
    assertEquals((await git("worktree", "list")).split("\n").length, 1);
  });
});

Deno.test("openWorkTrees() takes a directory as it is", async () => {
  await withRepository(async ({ directory, git }, [, second]) => {
    await Deno.writeTextFile(`${directory}/sub/file.txt`, "not committed");
    await using opened = await openWorkTrees({ base: "before", head: "." }, `${directory}/sub`);
    const { head } = opened.trees;
    assertEquals(await textIn(head), "not committed");
    assertEquals(head, {
      label: ".",
      kind: "directory",
      commit: second,
      dirty: true,
      root: `${directory}/sub`,
      directory: `${directory}/sub`,
    });
    assertEquals(opened.trees.base?.dirty, false);
    assertEquals((await git("worktree", "list")).split("\n").length, 2);
  });
});

Deno.test("openWorkTrees() takes for a directory's commit only one that knows the directory", async () => {
  await withRepository(async ({ directory }, [, second]) => {
    const stateOf = async (name: string) => {
      await using opened = await openWorkTrees({ base: null, head: name }, directory);
      const { commit, dirty } = opened.trees.head!;
      return [commit, dirty];
    };
    assertEquals(await stateOf("."), [second, false]);
    assertEquals(await stateOf("./sub"), [second, false]);
    await Deno.mkdir(`${directory}/out/old-copy`, { recursive: true });
    await Deno.writeTextFile(`${directory}/out/old-copy/file.txt`, "of another age");
    assertEquals(await stateOf("./out/old-copy"), [null, null]);
    // What is not tracked is no edit.
    assertEquals(await stateOf("."), [second, false]);
    await Deno.writeTextFile(`${directory}/sub/file.txt`, "three");
    assertEquals(await stateOf("."), [second, true]);
  });
});

Deno.test("openWorkTrees() forgets its own work trees, whatever became of them, and nobody else's", async () => {
  await withRepository(async ({ directory, git }) => {
    // Registered, and not to be seen just now.
    await git("worktree", "add", "--quiet", "--detach", `${directory}/elsewhere`, "HEAD");
    await Deno.remove(`${directory}/elsewhere`, { recursive: true });
    {
      await using opened = await openWorkTrees({ base: "before", head: "HEAD" }, directory);
      await Deno.remove(opened.trees.base!.root, { recursive: true });
      await Deno.remove(`${opened.trees.head!.root}/.git`);
      await git("worktree", "lock", opened.trees.base!.root);
      assertEquals((await git("worktree", "list")).split("\n").length, 4);
    }
    const left = (await git("worktree", "list")).split("\n");
    assertEquals(left.length, 2);
    assertStringIncludes(left[1], "elsewhere");
  });
});

Deno.test("openWorkTrees() takes a name that is a ref and a directory for the ref, and says so", async () => {
  await withRepository(async ({ directory }, [first]) => {
    await Deno.mkdir(`${directory}/before`);
    await using named = await openWorkTrees({ base: "before", head: null }, directory);
    assertEquals([named.trees.base?.kind, named.trees.base?.commit], ["ref", first]);
    assertEquals(named.notes.length, 1);
    assertStringIncludes(named.notes[0], "write ./before for the directory");
    for (const name of ["./before", `${directory}/before`]) {
      await using path = await openWorkTrees({ base: name, head: null }, directory);
      assertEquals([path.trees.base?.kind, path.notes.length], ["directory", 0]);
    }
  });
});

Deno.test("openWorkTrees() says in one line why a name is no tree, and leaves nothing", async () => {
  await withRepository(async ({ directory, git }) => {
    for (
      const [base, head, message] of [
        ["nothing", null, '--base "nothing" is neither a git ref of the repository in'],
        ["HEAD", "./nothing", '--head "./nothing" is not there: there is no directory'],
        ["HEAD", "--all", '--head "--all" is neither a git ref'],
        ["HEAD", "sub/file.txt", '--head "sub/file.txt" is neither a git ref'],
        ["HEAD", "HEAD:sub", '--head "HEAD:sub" is neither a git ref'],
      ] as const
    ) {
      const error = await assertRejects(
        () => openWorkTrees({ base, head }, directory),
        RangeError,
        message,
      );
      assertMatch(error.message, /^[^\n]+$/);
    }
    assertEquals((await git("worktree", "list")).split("\n").length, 1);
  });
  await withDirectory(async (directory) => {
    await assertRejects(
      () => openWorkTrees({ base: "main", head: null }, directory),
      RangeError,
      "is in no git repository",
    );
    await Deno.mkdir(`${directory}/tree`);
    await using opened = await openWorkTrees({ base: "tree", head: null }, directory);
    assertEquals([opened.trees.base?.kind, opened.trees.base?.commit], ["directory", null]);
  });
});
