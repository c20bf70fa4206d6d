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

# Instructions of fixed workloads against the committed baseline
instructions:
    cargo build --locked --release
    cargo build --locked --example grow
    benches/instructions/run

# Take the instructions as they are now for the baseline
bless-instructions:
    cargo build --locked --release
    cargo build --locked --example grow
    benches/instructions/run --bless

# wirecopy and its peers over one grown corpus, as a table
peers CORPUS ARTICLES="10000":
    cargo build --locked --release --bin wirecopy --example grow
    python3 benches/peers/run.py --grow {{CORPUS}} --articles {{ARTICLES}}

# Time, memory and disk at growing sizes
curve CORPUS SIZES="10000,100000":
    cargo build --locked --release --bin wirecopy --example grow
    python3 benches/scale/curve.py {{CORPUS}} --sizes {{SIZES}}
