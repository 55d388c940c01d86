# Completion of duban for fish: duban completion fish | source
function __duban_complete
    set -l found (duban __complete fish (commandline -cp | string collect) 2>/dev/null)
    if test (count $found) -gt 0
        printf '%s\n' $found
    else
        __fish_complete_path (commandline -ct)
    end
end
complete -c duban -f -a '(__duban_complete)'
