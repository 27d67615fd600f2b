"""Speed 速度, measured as ratios in one run: `./dev bench [NAME]`. Not part of the product."""
