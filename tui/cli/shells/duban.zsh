#compdef duban
# Completion of duban for zsh: eval "$(duban completion zsh)" behind compinit
_duban() {
    local -a found
    found=("${(@f)$(duban __complete zsh "${(j: :)words[1,CURRENT]}" 2>/dev/null)}")
    if [[ -n "${found[1]}" ]]; then
        compadd -U -Q -- "${found[@]}"
    else
        _files
    fi
}
compdef _duban duban
