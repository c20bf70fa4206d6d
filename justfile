# Everyday commands; `just` lists them.
default:
    @just --list

# Formatting, lints, documentation, the main job, tests: what CI runs
check:
    bash .ci/run

# Tests only
test:
    cargo test

# Time per stage and end to end
bench:
    cargo bench

# Rewrite the committed reports and golden files after a change that is meant
bless:
    BLESS=1 cargo test --test golden
